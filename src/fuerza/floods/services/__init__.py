"""What finds and writes floods: copy-paste raids and pile-ons, each told once so that its page costs little."""

from fuerza.floods.services.finding import find

__all__ = ["find"]
