"""What there is to say of a group, a body or a person on a day: plain values that the pages and the site only show."""
