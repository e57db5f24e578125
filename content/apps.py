from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")
    default = True

    def ready(self) -> None:
        from content.groups import make_groups

        # Permissions are made at this moment, and a test that empties the database
        # comes by here too; a migration would be too early and too seldom.
        post_migrate.connect(make_groups, sender=self)


class EditingConfig(admin_apps.AdminConfig):
    """Django's admin, with the guide's own site in the place of the stock one."""

    default = False
    default_site = "content.editing.EditingSite"
