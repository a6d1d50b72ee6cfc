"""Report packs made of a case: routes by place, what each demands, what was sent and what came back."""
