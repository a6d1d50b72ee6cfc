"""What the browser script twitter-web-exporter saves of the pages she scrolled through."""
