"""Every stored field by whom it may become known to.

PUBLIC: everybody who may see the row. PERSONAL: about a person; leaves the database for the public only through a
comment's attribution. SECRET: nobody but the site itself, the person concerned or the team.
"""

PUBLIC = {
    "common.StoredFile": "id file name media_type size sha256 created_at",
    "accounts.StakeholderGroup": "id slug names order retired_at successor",
    "accounts.RegionalGrouping": "id slug names order retired_at successor countries",
    "accounts.Organisation": (
        "id name short_name folded stakeholder_group country register_number website state merged_into verified_at"
        " created_at"
    ),
    "consultations.Consultation": (
        "id slug titles summaries languages time_zone contact_email state created_at published_at copied_from"
    ),
    "consultations.Draft": (
        "id consultation number label language further_languages predecessor state source created_at published_at"
    ),
    "consultations.Provision": "id draft eid order depth parent kind place",
    "consultations.Lineage": "id draft provision ancestor kind score order is_corrected",
    "consultations.ProvisionText": "id provision language number heading text html",
    "consultations.ProvisionWords": "text configuration vector",
    "consultations.Round": (
        "id consultation draft number opens_at closes_at late_until announced_closes_at end_reason "
        "results_by announced_results_by results_at "
        "moderation version "
        "audience audience_codes attributions length_limit comments_shown positions prompt_count created_at"
    ),
    "consultations.Prompt": (
        "id round number order kind is_required wordings helps eid answered_at retired_at version created_at"
    ),
    "consultations.PromptOption": "id prompt number labels retired_at",
    "comments.Comment": (
        "id reference consultation round draft parent root path depth reply_count kind position status"
        " moderation_reason moderation_note current_revision language attribution organisation_verified withdrawn_at"
        " organisation_verified_at"
        " stakeholder_group country region subregion channel source_id agree_count disagree_count late"
        " agree_imported disagree_imported"
        " posted_at received_at edited_at"
    ),
    "comments.CommentRevision": (
        "id comment number body body_html body_text proposed_wording kind position is_listed created_at"
    ),
    "comments.CommentWords": "comment configuration vector",
    "comments.Attachment": "id comment stored_file",
    "comments.Anchor": (
        "id comment ordinal type draft provision provision_text quote prefix suffix start end leads posted_at"
        " agree_count reply_count"
    ),
    "comments.AnchorPlacement": (
        "id anchor draft ancestor ancestor_text ancestor_start ancestor_end provision text start end state score"
        " is_certain decided_at at"
    ),
    "comments.CarriedTally": "id draft round provision state count",
    "comments.DispositionTerm": "id slug names order retired_at successor",
    "comments.ModerationReasonTerm": "id slug names order retired_at successor",
    "comments.Response": "id consultation disposition body body_html body_text created_at",
    "comments.ResponseTarget": "id response comment",
    "comments.Tally": "id round place provision dimension value count",
    "portal.SitePageRevision": "id page language number title body is_offered created_at",
}

PERSONAL = {
    "portal.SitePageRevision": "by",
    "accounts.User": "name stakeholder_group country organisation_name language time_zone joined_at",
    "accounts.Membership": "id organisation user state invited_by created_at started_at ended_at",
    "comments.Comment": "author author_name organisation organisation_name",
    "comments.CommentRevision": "by",
    "comments.Response": "by",
    "comments.AnswerSet": (
        "id key round author author_name attribution organisation organisation_name organisation_verified"
        " organisation_verified_at stakeholder_group country region subregion late version answered_at changed_at"
        " superseded_by"
    ),
    "comments.Answer": "id answer_set prompt text",
    "comments.AnswerOption": "id answer option rank",
    "comments.AnswerRevision": "id answer_set prompt version text replaced_at",
    "comments.Visit": "id user consultation since seen_at",
    "consultations.TeamMember": "id consultation user role",
}

SECRET = {
    "comments.Carrying": "draft job fingerprint placed_at told_up_to",
    "comments.Reaction": "id comment user value stakeholder_group reacted_at",
    "common.AuditEntry": "id verb actor_id subject_type subject_id reason before after at",
    "common.Job": (
        "id task subject_id state phase done total attempts failures problem queued_at enqueued_at started_at"
        " finished_at"
    ),
    "common.OutboxMail": (
        "id to subject text html headers from_email state attempts next_attempt_at created_at sent_at problem"
    ),
    "accounts.User": "wants_round_letters id password last_login email is_active site_role profile_completed_at",
    "accounts.Organisation": "verified_by verification_note",
    "accounts.Membership": "request_note",
    "accounts.Invitation": (
        "id organisation email token_digest invited_by state created_at expires_at ended_at accepted_by"
    ),
    "accounts.InvitationRefusal": "id address_digest refused_at",
    "consultations.DraftEdit": "id draft number operation provision name arguments change is_undone by at",
    "consultations.DraftSource": "draft text",
    "consultations.Draft": "edition notices reading matching lineage_confirmed_at problems",
    "comments.Comment": (
        "contributor_key position_slot further_slots source source_parent submission_id waiting_revision"
    ),
    "comments.SealedWords": "id revision body proposed_wording sealed_at",
    "comments.AnswerSet": "contributor_key",
    "comments.UnsentAnswers": "id key user round fields changed_at",
    "comments.CommentReport": (
        "id comment by reporter_key reason words state outcome reported_at decided_by decided_at"
    ),
    "comments.CommentImport": (
        "id key consultation round source_file mapping job by created present rejected warned created_at"
    ),
    "comments.ImportRow": "id comment_import line source_id outcome messages comment",
    "comments.InvitationList": ("id key consultation source_file days by sent_by checking sending created_at"),
    "comments.Invitee": (
        "id table consultation line name email address_digest language stakeholder_group organisation_name state"
        " messages token_digest sent_at expires_at ended_at accepted_by"
    ),
    "accounts.UnreachableAddress": "id address_digest noted_by noted_at",
    "comments.LetterChoice": "id user kind time",
    "comments.CommentNotice": "id reader kind comment response happened_at due_at state ended_at",
    "comments.UntoldEntry": "entry",
    "comments.RoundNotice": "id round kind due_for job reached written made_at",
    "comments.UnsentFile": "id unsent stored_file",
    "comments.UnsentComment": "id key user round provision parent submission_id fields created_at changed_at",
    "digests.Digest": "id key consultation filters formats audience job by manifest created_at",
    "digests.Digest_rounds": "id digest round",
    "digests.DigestFile": "id digest name rows stored_file",
    "portal.ProblemReport": "id what page email by reported_at state done_at done_by",
}
