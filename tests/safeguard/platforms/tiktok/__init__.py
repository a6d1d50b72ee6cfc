"""Tests of TikTok exports."""
