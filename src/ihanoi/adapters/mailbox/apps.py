from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "ihanoi.adapters.mailbox"
    label = "mailbox"
