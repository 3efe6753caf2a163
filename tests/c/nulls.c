/* No NULL is dereferenced, wherever it stands; and every one that matters is named. */
#include "harness.h"

static void named(guiyi_status status, guiyi_error **err, const char *argument) {
  CHECK(status == GUIYI_ERROR_NULL_POINTER);
  CHECK(same(guiyi_error_path(*err), argument));
  guiyi_error_free(*err);
  *err = NULL;
}

int main(void) {
  guiyi_plan *plan = compiled(), *no_plan = NULL;
  guiyi_outcome *outcome = ran(plan), *no_outcome = NULL;
  guiyi_text *text = NULL;
  guiyi_error *err = NULL;

  named(guiyi_plan_compile(NULL, 0, NULL, &no_plan, &err), &err, "spec");
  named(guiyi_plan_compile(NULL, 9, NULL, &no_plan, &err), &err, "spec");
  named(guiyi_plan_compile(SPEC, sizeof SPEC - 1, NULL, NULL, &err), &err, "out");
  named(guiyi_plan_clone(NULL, &no_plan, &err), &err, "plan");
  named(guiyi_plan_clone(plan, NULL, &err), &err, "out");
  named(guiyi_plan_check_rules(NULL, &text, &err), &err, "plan");
  named(guiyi_plan_check_rules(plan, NULL, &err), &err, "out");
  named(guiyi_outcome_check_rules(NULL, &text, &err), &err, "outcome");
  named(guiyi_outcome_check_rules(outcome, NULL, &err), &err, "out");
  named(guiyi_plan_run(NULL, INPUT, sizeof INPUT - 1, &no_outcome, &err), &err, "plan");
  named(guiyi_plan_run(plan, NULL, 0, &no_outcome, &err), &err, "input");
  named(guiyi_plan_run(plan, INPUT, sizeof INPUT - 1, NULL, &err), &err, "out");
  named(guiyi_outcome_json(NULL, &text, &err), &err, "outcome");
  named(guiyi_outcome_json(outcome, NULL, &err), &err, "out");
  named(guiyi_outcome_explain(NULL, "C", 1, &text, &err), &err, "outcome");
  named(guiyi_outcome_explain(outcome, NULL, 0, &text, &err), &err, "customer_id");
  named(guiyi_outcome_explain(outcome, "C", 1, NULL, &err), &err, "out");
  named(guiyi_outcome_explain_pair(NULL, "a", 1, "b", 1, "c", 1, "d", 1, &text, &err), &err, "outcome");
  named(guiyi_outcome_explain_pair(outcome, NULL, 0, "b", 1, "c", 1, "d", 1, &text, &err), &err, "source_a");
  named(guiyi_outcome_explain_pair(outcome, "a", 1, NULL, 0, "c", 1, "d", 1, &text, &err), &err, "record_a");
  named(guiyi_outcome_explain_pair(outcome, "a", 1, "b", 1, NULL, 0, "d", 1, &text, &err), &err, "source_b");
  named(guiyi_outcome_explain_pair(outcome, "a", 1, "b", 1, "c", 1, NULL, 0, &text, &err), &err, "record_b");
  named(guiyi_outcome_explain_pair(outcome, "a", 1, "b", 1, "c", 1, "d", 1, NULL, &err), &err, "out");
  named(guiyi_outcome_explain_path(NULL, "a", 1, "b", 1, "c", 1, "d", 1, NULL, 0, &text, &err), &err, "outcome");
  named(guiyi_outcome_explain_path(outcome, "a", 1, "b", 1, "c", 1, NULL, 0, NULL, 0, &text, &err), &err, "record_b");
  named(guiyi_outcome_explain_path(outcome, "a", 1, "b", 1, "c", 1, "d", 1, NULL, 0, NULL, &err), &err, "out");
  named(guiyi_outcome_explain_without(NULL, "C", 1, "f", 1, NULL, 0, NULL, 0, &text, &err), &err, "outcome");
  named(guiyi_outcome_explain_without(outcome, NULL, 0, "f", 1, NULL, 0, NULL, 0, &text, &err), &err, "customer_id");
  named(guiyi_outcome_explain_without(outcome, "C", 1, NULL, 0, NULL, 0, NULL, 0, &text, &err), &err, "field");
  named(guiyi_outcome_explain_without(outcome, "C", 1, "f", 1, NULL, 0, NULL, 0, NULL, &err), &err, "out");
  named(guiyi_outcome_ask(NULL, "{}", 2, &text, &err), &err, "outcome");
  named(guiyi_outcome_ask(outcome, NULL, 0, &text, &err), &err, "question");
  named(guiyi_outcome_ask(outcome, "{}", 2, NULL, &err), &err, "out");
  named(guiyi_outcome_timeline(NULL, "{}", 2, &text, &err), &err, "outcome");
  named(guiyi_outcome_timeline(outcome, NULL, 0, &text, &err), &err, "script");
  named(guiyi_outcome_timeline(outcome, "{}", 2, NULL, &err), &err, "out");
  guiyi_timeline *timeline = NULL;
  named(guiyi_timeline_open(NULL, NULL, 0, &timeline, &err), &err, "outcome");
  named(guiyi_timeline_open(outcome, NULL, 0, NULL, &err), &err, "out");
  named(guiyi_timeline_step(NULL, "{}", 2, &text, &err), &err, "timeline");
  CHECK(timeline == NULL);
  guiyi_timeline_free(NULL);
  named(guiyi_outcome_tell(NULL, "{}", 2, &text, &err), &err, "outcome");
  named(guiyi_outcome_tell(outcome, NULL, 0, &text, &err), &err, "question");
  named(guiyi_outcome_tell(outcome, "{}", 2, NULL, &err), &err, "out");
  named(guiyi_normalize(NULL, 0, "1", 1, NULL, &text, &err), &err, "kind");
  named(guiyi_normalize("{\"phone\": {}}", 13, NULL, 0, NULL, &text, &err), &err, "raw");
  named(guiyi_normalize("{\"phone\": {}}", 13, "1", 1, NULL, NULL, &err), &err, "out");
  named(guiyi_normalize_record(NULL, 0, "{}", 2, NULL, &text, &err), &err, "fields");
  named(guiyi_normalize_record("[]", 2, NULL, 0, NULL, &text, &err), &err, "record");
  named(guiyi_normalize_record("[]", 2, "{}", 2, NULL, NULL, &err), &err, "out");
  named(guiyi_profile_tables(NULL, 0, "", 0, NULL, &text, &err), &err, "input");
  named(guiyi_profile_tables(INPUT, sizeof INPUT - 1, NULL, 0, NULL, &text, &err), &err, "profiles");
  named(guiyi_profile_tables(INPUT, sizeof INPUT - 1, "", 0, NULL, NULL, &err), &err, "out");
  named(guiyi_outcome_assignment(NULL, &text, &err), &err, "outcome");
  named(guiyi_outcome_assignment(outcome, NULL, &err), &err, "out");
  named(guiyi_outcome_quality(NULL, &text, &err), &err, "outcome");
  named(guiyi_outcome_quality(outcome, NULL, &err), &err, "out");
  named(guiyi_outcome_report(NULL, &text, &err), &err, "outcome");
  named(guiyi_outcome_report(outcome, NULL, &err), &err, "out");
  named(guiyi_outcome_evaluate(NULL, "{}", 2, &text, &err), &err, "outcome");
  named(guiyi_outcome_evaluate(outcome, NULL, 0, &text, &err), &err, "truth");
  named(guiyi_outcome_evaluate(outcome, "{}", 2, NULL, &err), &err, "out");
  named(guiyi_outcome_facts(NULL, &text, &err), &err, "outcome");
  named(guiyi_outcome_facts(outcome, NULL, &err), &err, "out");
  named(guiyi_outcome_layers(NULL, &text, &err), &err, "outcome");
  named(guiyi_outcome_layers(outcome, NULL, &err), &err, "out");
  named(guiyi_layer_migration(NULL, 0, "{}", 2, &text, &err), &err, "before");
  named(guiyi_layer_migration("{}", 2, NULL, 0, &text, &err), &err, "after");
  named(guiyi_layer_migration("{}", 2, "{}", 2, NULL, &err), &err, "out");
  named(guiyi_layer_catalogue(NULL, &err), &err, "out");
  named(guiyi_outcome_sources(NULL, &text, &err), &err, "outcome");
  named(guiyi_outcome_sources(outcome, NULL, &err), &err, "out");
  named(guiyi_metrics(NULL, 0, "{}", 2, &text, &err), &err, "metrics");
  named(guiyi_metrics("{}", 2, NULL, 0, &text, &err), &err, "input");
  named(guiyi_metrics("{}", 2, "{}", 2, NULL, &err), &err, "out");
  named(guiyi_metric_catalogue(NULL, &err), &err, "out");
  named(guiyi_evaluate(NULL, 0, &text, &err), &err, "input");
  named(guiyi_evaluate("{}", 2, NULL, &err), &err, "out");
  named(guiyi_outcome_view(NULL, "x", 1, "", 0, &text, &err), &err, "outcome");
  named(guiyi_outcome_view(outcome, NULL, 0, "", 0, &text, &err), &err, "role");
  named(guiyi_outcome_view(outcome, "x", 1, NULL, 0, &text, &err), &err, "customer_id");
  named(guiyi_outcome_view(outcome, "x", 1, "", 0, NULL, &err), &err, "out");
  named(guiyi_template(NULL, 0, &text, &err), &err, "business");
  named(guiyi_template("b2b", 3, NULL, &err), &err, "out");
  named(guiyi_template_draft(NULL, 0, "{}", 2, &text, &err), &err, "business");
  named(guiyi_template_draft("b2b", 3, NULL, 0, &text, &err), &err, "headers");
  named(guiyi_template_draft("b2b", 3, "{}", 2, NULL, &err), &err, "out");
  named(guiyi_from_splink(NULL, 0, "", 0, &text, &err), &err, "settings");
  named(guiyi_from_splink("{}", 2, NULL, 0, &text, &err), &err, "spec");
  named(guiyi_from_splink("{}", 2, "", 0, NULL, &err), &err, "out");
  named(guiyi_to_splink(NULL, 0, &text, &err), &err, "spec");
  named(guiyi_to_splink("{}", 2, NULL, &err), &err, "out");
  named(guiyi_propose(NULL, 0, &text, &err), &err, "input");
  named(guiyi_propose(INPUT, sizeof INPUT - 1, NULL, &err), &err, "out");
  CHECK(no_plan == NULL && no_outcome == NULL && text == NULL);

  /* Everything at once, and no report wanted. */
  CHECK(guiyi_plan_compile(NULL, 0, NULL, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_plan_clone(NULL, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_plan_run(NULL, NULL, 0, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_outcome_json(NULL, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_outcome_explain(NULL, NULL, 0, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_outcome_explain_pair(NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_normalize(NULL, 0, NULL, 0, NULL, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_propose(NULL, 0, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_normalize_record(NULL, 0, NULL, 0, NULL, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_profile_tables(NULL, 0, NULL, 0, NULL, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_outcome_assignment(NULL, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_outcome_quality(NULL, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_outcome_report(NULL, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  CHECK(guiyi_outcome_view(NULL, NULL, 0, NULL, 0, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);

  /* What only reads has a sensible answer. */
  CHECK(guiyi_plan_fingerprint(NULL).data == NULL && guiyi_plan_fingerprint(NULL).len == 0);
  CHECK(guiyi_text_data(NULL) == NULL && guiyi_text_len(NULL) == 0);
  CHECK(guiyi_error_number(NULL) == GUIYI_OK);
  CHECK(guiyi_error_code(NULL).data == NULL && guiyi_error_path(NULL).data == NULL && guiyi_error_message(NULL).data == NULL);
  CHECK(guiyi_error_help(NULL).data == NULL && guiyi_error_json(NULL).data == NULL);

  guiyi_plan_free(NULL);
  guiyi_outcome_free(NULL);
  guiyi_text_free(NULL);
  guiyi_error_free(NULL);
  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
  return 0;
}
