from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")
    default = True


class EditingConfig(admin_apps.AdminConfig):
    """Django's admin, with the guide's own site in the place of the stock one."""

    default = False
    default_site = "content.editing.EditingSite"
