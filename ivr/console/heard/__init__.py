"""What a caller hears: any place, any moment, the whole call as text. Nothing is rung, sent or counted."""
