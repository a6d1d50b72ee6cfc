"""Tests of WhatsApp chats."""
