"""Mail: single messages (.eml) and mailboxes (.mbox), whoever wrote them."""
