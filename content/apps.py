from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from content.groups import make_groups

        # Permissions are made at this moment, and a test that empties the database
        # comes by here too; a migration would be too early and too seldom.
        post_migrate.connect(make_groups, sender=self)
