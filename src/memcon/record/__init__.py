"""Where articles meet: stories, reports, who is who, origins, claims, relations and changes. No tables here."""
