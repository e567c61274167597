from django.urls import path

from common.views import dev_mail

urlpatterns = [
    path("dev/mail/", dev_mail.dev_mail, name="dev_mail"),
    path("dev/mail/<int:pk>/", dev_mail.dev_letter, name="dev_letter"),
    path("dev/mail/<int:pk>/html/", dev_mail.dev_letter_html, name="dev_letter_html"),
]
