"""Journeys by subject: every public function is one and takes a `Trip`."""
