/*
 * guiyi (归一): many channels in, one customer out. The C interface.
 *
 * Generated from ffi/src; do not edit.
 *
 *   - Fallible functions return a guiyi_status: GUIYI_OK, or the number of an error code.
 *     Inputs come first, outputs last. Outputs are written on success only.
 *   - The last argument receives an owned error (free it with guiyi_error_free) when the
 *     status is not GUIYI_OK, and is left alone otherwise. It may be NULL.
 *   - Texts go in as pointer and length in bytes, UTF-8, no NUL at the end needed.
 *   - A required pointer that is NULL is reported as GUIYI_ERROR_NULL_POINTER, with a length of 0 too.
 *   - What a function gives out belongs to the caller: every guiyi_<noun> is released by
 *     guiyi_<noun>_free, once; freeing NULL does nothing.
 *   - Nothing is kept per thread. Each type says what threads may do with it.
 *   - A defect inside the library ends in GUIYI_ERROR_INTERNAL with its message, never in a crash.
 */


#ifndef GUIYI_H
#define GUIYI_H

#include <stddef.h>
#include <stdint.h>
/** The version of the library that this header comes with. */
#define GUIYI_VERSION "0.1.0"
#define GUIYI_VERSION_MAJOR 0
#define GUIYI_VERSION_MINOR 1
#define GUIYI_VERSION_PATCH 0

/** The status of a call that succeeded. */
#define GUIYI_OK 0u
/** The text is not the JSON that was asked for. */
#define GUIYI_ERROR_INVALID_JSON 100u
/** The spec holds one or more errors; they are listed under it. */
#define GUIYI_ERROR_INVALID_SPEC 101u
/** The spec's version is not one this library reads. */
#define GUIYI_ERROR_UNSUPPORTED_VERSION 102u
/** A name refers to a field that the schema does not declare. */
#define GUIYI_ERROR_UNKNOWN_FIELD 103u
/** A name refers to a derived form that the field's kind does not have. */
#define GUIYI_ERROR_UNKNOWN_COMPONENT 104u
/** A name refers to a source that the spec does not declare. */
#define GUIYI_ERROR_UNKNOWN_SOURCE 105u
/** A name refers to a comparison that the spec does not declare. */
#define GUIYI_ERROR_UNKNOWN_COMPARISON 106u
/** A name refers to a level that the comparison does not have. */
#define GUIYI_ERROR_UNKNOWN_LEVEL 107u
/** A rule refers to a metric, stream or attribute that is not declared. */
#define GUIYI_ERROR_UNKNOWN_METRIC 108u
/** A name refers to a tag dimension that is not declared. */
#define GUIYI_ERROR_UNKNOWN_DIMENSION 109u
/** A name refers to a value that there is not: of a tag, a field, a parameter, or a language. */
#define GUIYI_ERROR_UNKNOWN_VALUE 110u
/** The same name is declared twice. */
#define GUIYI_ERROR_DUPLICATE_NAME 111u
/** A list that needs at least one entry is empty. */
#define GUIYI_ERROR_EMPTY_LIST 112u
/** A number lies outside its allowed range. */
#define GUIYI_ERROR_OUT_OF_RANGE 113u
/** A rule compares values of different types. */
#define GUIYI_ERROR_TYPE_MISMATCH 114u
/** A rule's text cannot be read. */
#define GUIYI_ERROR_RULE_SYNTAX 115u
/** A decision table leaves cells without a value. */
#define GUIYI_ERROR_INCOMPLETE_TABLE 116u
/** A declared limit is exceeded. */
#define GUIYI_ERROR_TOO_LARGE 117u
/** Definitions refer to one another in a circle. */
#define GUIYI_ERROR_DEPENDENCY_CYCLE 118u
/** A date in the configuration or an argument cannot be read. */
#define GUIYI_ERROR_INVALID_DATE 119u
/** A pack of reference tables cannot be read. */
#define GUIYI_ERROR_INVALID_PACK 120u
/** The goal or the scope of an analysis requires data that the spec does not have. */
#define GUIYI_ERROR_MISSING_DATA 121u
/** A name refers to a role whose view is not declared. */
#define GUIYI_ERROR_UNKNOWN_ROLE 122u
/** An always-rule can never apply: a never-rule applies wherever it does. */
#define GUIYI_ERROR_CONTRADICTORY_RULES 123u
/** The outcome is not as of any date, and what is asked depends on one. */
#define GUIYI_ERROR_MISSING_AS_OF 124u
/** The weights of a score do not sum to what is declared. */
#define GUIYI_ERROR_WRONG_WEIGHTS 127u
/** A model that is given was not fitted for this layering. */
#define GUIYI_ERROR_FOREIGN_MODEL 128u
/** No way leads to a stage of a lifecycle. */
#define GUIYI_ERROR_UNREACHABLE_STAGE 130u
/** No move leads out of a stage of a lifecycle that is not declared to be final. */
#define GUIYI_ERROR_DEAD_END 131u
/** A rule says what the other language cannot say. */
#define GUIYI_ERROR_NOT_PORTABLE 138u
/** The input as a whole has not the shape that was asked for. */
#define GUIYI_ERROR_INVALID_INPUT 200u
/** No customer has this id in the outcome. */
#define GUIYI_ERROR_UNKNOWN_CUSTOMER 201u
/** No record has this source and id in the outcome. */
#define GUIYI_ERROR_UNKNOWN_RECORD 202u
/** The observer asked to stop. */
#define GUIYI_ERROR_CANCELLED 203u
/** A timeline is asked to go back to a date before the one it is at. */
#define GUIYI_ERROR_CLOCK_BACKWARDS 204u
/** A timeline has no such event to withdraw. */
#define GUIYI_ERROR_UNKNOWN_EVENT 205u
/** A required pointer argument is null. */
#define GUIYI_ERROR_NULL_POINTER 300u
/** A text argument is not UTF-8. */
#define GUIYI_ERROR_INVALID_UTF8 301u
/** A defect in the library; please report it. */
#define GUIYI_ERROR_INTERNAL 900u


/**
 * The version of the binary interface that this header describes. It grows when a caller must be rebuilt.
 */
#define GUIYI_ABI_VERSION 1

/**
 * An error: what, where, and what to do about it.
 *
 * Immutable: any number of threads may read it; one of them frees it when all are done.
 */
typedef struct guiyi_error guiyi_error;

/**
 * The outcome of a run: customers, links, tags, layers, notes and findings.
 *
 * Immutable: any number of threads may read it; one of them frees it when all are done.
 */
typedef struct guiyi_outcome guiyi_outcome;

/**
 * A compiled spec.
 *
 * Immutable: any number of threads may run it at the same time; one of them frees it when all are done, or each
 * frees a clone of its own.
 */
typedef struct guiyi_plan guiyi_plan;

/**
 * Reference tables: the embedded ones with packs of your own on top. Wherever a function takes them, NULL stands for
 * the embedded ones.
 *
 * Immutable: any number of threads may use them at the same time; one of them frees them when all are done. Plans
 * compiled with them keep what they need.
 */
typedef struct guiyi_reference_tables guiyi_reference_tables;

/**
 * An owned text.
 *
 * Immutable: any number of threads may read it; one of them frees it when all are done.
 */
typedef struct guiyi_text guiyi_text;

/**
 * A timeline of an outcome's customers: it goes on with the clock and with what happens.
 *
 * It changes with its steps. Threads may share it: steps are taken one after another; one of the threads frees it when all are done.
 */
typedef struct guiyi_timeline guiyi_timeline;

/**
 * `GUIYI_OK`, or the number of an error code: one of the `GUIYI_ERROR_…` constants, or one that a later
 * version of the library added.
 */
typedef uint32_t guiyi_status;

/**
 * A borrowed text: `len` bytes of UTF-8 at `data`, with a NUL after them that `len` does not count.
 *
 * It lives as long as the object it was asked from. A text that is not there has `data` NULL.
 */
typedef struct {
  /**
   * The first byte.
   */
  const char *data;
  /**
   * How many bytes.
   */
  size_t len;
} guiyi_str;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of the binary interface of the library that is linked; it should be `GUIYI_ABI_VERSION`.
 */
uint32_t guiyi_abi_version(void);

/**
 * The library's version, such as `0.1.0`. NUL-terminated and never released.
 */
const char *guiyi_version(void);

/**
 * The first byte of the text; a NUL stands after the last. NULL when `text` is NULL.
 */
const char *guiyi_text_data(const guiyi_text *text);

/**
 * How many bytes the text has. 0 when `text` is NULL.
 */
size_t guiyi_text_len(const guiyi_text *text);

/**
 * Releases a text. NULL is fine.
 */
void guiyi_text_free(guiyi_text *text);

/**
 * The number of the error's code, as the call returned it. `GUIYI_OK` when `error` is NULL.
 */
guiyi_status guiyi_error_number(const guiyi_error *error);

/**
 * The stable name of the error's code, such as `unknown_field`.
 */
guiyi_str guiyi_error_code(const guiyi_error *error);

/**
 * Where: a path into the document, or the name of an argument; empty for the whole.
 */
guiyi_str guiyi_error_path(const guiyi_error *error);

/**
 * What went wrong, in one line.
 */
guiyi_str guiyi_error_message(const guiyi_error *error);

/**
 * What to do about it. Not always there: then its data is NULL.
 */
guiyi_str guiyi_error_help(const guiyi_error *error);

/**
 * The whole error as JSON: `{"code", "number", "path", "message", "help", "related": […]}`; `related` holds the
 * single findings when a spec has several errors.
 */
guiyi_str guiyi_error_json(const guiyi_error *error);

/**
 * Releases an error. NULL is fine.
 */
void guiyi_error_free(guiyi_error *error);

/**
 * Lays a pack (UTF-8 text, `pack_len` bytes) over tables. Each table of the pack replaces the one of its name.
 */
guiyi_status guiyi_reference_tables_with_pack(const guiyi_reference_tables *tables,
                                              const char *pack,
                                              size_t pack_len,
                                              guiyi_reference_tables **result,
                                              guiyi_error **err);

/**
 * What every table is, as a JSON array of `{"name", "as_of", "version", "rows", "columns", "replaced"}`.
 */
guiyi_status guiyi_reference_tables_info(const guiyi_reference_tables *tables,
                                         guiyi_text **result,
                                         guiyi_error **err);

/**
 * Releases tables. NULL is fine.
 */
void guiyi_reference_tables_free(guiyi_reference_tables *tables);

/**
 * Compiles a spec (JSON, `spec_len` bytes) to a plan that reads values by `tables` (NULL: the embedded ones). All
 * errors in the spec are reported at once.
 */
guiyi_status guiyi_plan_compile(const char *spec,
                                size_t spec_len,
                                const guiyi_reference_tables *tables,
                                guiyi_plan **plan,
                                guiyi_error **err);

/**
 * Gives out the same plan once more, cheaply; each of the two is freed on its own. NULL gives an error.
 */
guiyi_status guiyi_plan_clone(const guiyi_plan *plan,
                              guiyi_plan **clone,
                              guiyi_error **err);

/**
 * Sixteen hexadecimal digits that name the spec's content.
 */
guiyi_str guiyi_plan_fingerprint(const guiyi_plan *plan);

/**
 * What is found in the plan's rules, as `guiyi_check_rules` says of a spec: findings are no errors, and a plan with them runs. They are
 * looked at when this is first asked of the plan or a clone of it, and never again: who does not ask pays nothing.
 */
guiyi_status guiyi_plan_check_rules(const guiyi_plan *plan,
                                    guiyi_text **report,
                                    guiyi_error **err);

/**
 * Releases a plan. NULL is fine. Outcomes of the plan stay usable.
 */
void guiyi_plan_free(guiyi_plan *plan);

/**
 * Runs a plan on the tables of a JSON document (`input_len` bytes):
 * `{"tables": {"name": [{"column": "value"}, …]}, "as_of": "2024-06-30", "threads": 0, "only_links": false,
 * "previous": …}`, all but `tables` optional; `previous` is the assignment that an earlier run wrote (`guiyi_outcome_assignment`). Whatever the rows hold, there is an outcome; a document of another shape is
 * `GUIYI_ERROR_INVALID_JSON` or `GUIYI_ERROR_INVALID_DATE`.
 */
guiyi_status guiyi_plan_run(const guiyi_plan *plan,
                            const char *input,
                            size_t input_len,
                            guiyi_outcome **outcome,
                            guiyi_error **err);

/**
 * The whole outcome as one JSON document: `{"customers": […], "notes": […], "findings": […], …}`. The same plan and
 * rows give the same bytes.
 */
guiyi_status guiyi_outcome_json(const guiyi_outcome *outcome,
                                guiyi_text **json,
                                guiyi_error **err);

/**
 * The customer ids of all records, as a JSON document: `"previous"` of the next run, so that customers keep their ids. What
 * happened to ids since the run before is in `guiyi_outcome_json`, `"changes"`.
 */
guiyi_status guiyi_outcome_assignment(const guiyi_outcome *outcome,
                                      guiyi_text **json,
                                      guiyi_error **err);

/**
 * What became of the values of every source and field, as a JSON array: counts by status, missing state and reason,
 * with examples.
 */
guiyi_status guiyi_outcome_quality(const guiyi_outcome *outcome,
                                   guiyi_text **json,
                                   guiyi_error **err);

/**
 * What matching did and what to expect of it, as a JSON object: pairs, the expected precision and recall at every threshold
 * (`curve`), what each comparison's weights were learned from (`comparisons`), agreement with the labels (`labels`).
 */
guiyi_status guiyi_outcome_report(const guiyi_outcome *outcome,
                                  guiyi_text **json,
                                  guiyi_error **err);

/**
 * The metrics of an outcome, as a JSON object: `{"as_of", "metrics": [{"name", "id", "text", "unit", "note"}, …], "rates": […],
 * "customers": [{"customer_id", "facts": {name: {"value", "n"}}}, …]}`; `n` is the number of events that a fact rests on. Money is in
 * 分, a ratio in millionths, a date `2023-12-15`; what is not known is null.
 */
guiyi_status guiyi_outcome_facts(const guiyi_outcome *outcome,
                                 guiyi_text **json,
                                 guiyi_error **err);

/**
 * The layerings of an outcome and the sheets of the spec, as a JSON object: `{"as_of", "layerings": [{"name", "kind", "by", "layers":
 * [{"layer", "customers", "of_customers", "sum", "of_sum"}, …], "model", "customers": {id: layer}}, …], "sheets": [{"name", "columns",
 * "rows"}, …]}`. Shares are in millionths. `model` stands as it is under `model` of the layering in a spec; the whole document is what
 * `guiyi_layer_migration` reads.
 */
guiyi_status guiyi_outcome_layers(const guiyi_outcome *outcome,
                                  guiyi_text **json,
                                  guiyi_error **err);

/**
 * The channels of the spec with their costs in 分, and what arrived of every table with a sync rule, as a JSON object:
 * `{"channels": […], "sync": [{"table", "rows", "keys", "repeated", "superseded", "from", "to", "next_from", …}, …]}`.
 */
guiyi_status guiyi_outcome_sources(const guiyi_outcome *outcome,
                                   guiyi_text **json,
                                   guiyi_error **err);

/**
 * What is found in the rules of the outcome's plan, as `guiyi_plan_check_rules` says it; each finding about customers says how many
 * of the outcome's they are (`customers`, `of`) and what they spent in the year before, in 分 (`revenue`).
 */
guiyi_status guiyi_outcome_check_rules(const guiyi_outcome *outcome,
                                       guiyi_text **report,
                                       guiyi_error **err);

/**
 * A timeline of the outcome's customers by a script: `{"from": "2024-01-01", "steps": [{"advance": {"to": "2024-07-31"}}, …]}`. The answer is a
 * JSON array with an entry per step. Steps let the clock go on, tell, correct and withdraw events, publish other rules or say who would change,
 * follow another run (an event that was told and stands in its tables as well counts twice where its stream keeps repeats), and ask for
 * values, next changes, transitions, choices by hand and due dates. `GUIYI_ERROR_MISSING_AS_OF` for an outcome without a date,
 * `GUIYI_ERROR_CLOCK_BACKWARDS` for a step back in time; the first error ends the script.
 */
guiyi_status guiyi_outcome_timeline(const guiyi_outcome *outcome,
                                    const char *script,
                                    size_t script_len,
                                    guiyi_text **answers,
                                    guiyi_error **err);

/**
 * How well the customers agree with a known truth: `{"truth": [{"source": …, "record_id": …, "customer": …}, …], "across_only": false,
 * "sampling": "uniform", "name": "field"}`, all but `truth` optional, `source` only where there are several. The answer is JSON:
 * precision and recall of pairs, by record and of whole customers, merge distance, names, precision by band of probability
 * (`scores`), and with `sampling` (`uniform`, `by_size`: how the known customers were drawn) an `estimate` of the whole.
 * `GUIYI_ERROR_INVALID_INPUT` when a column is missing, `GUIYI_ERROR_UNKNOWN_FIELD` when there is no such field.
 */
guiyi_status guiyi_outcome_evaluate(const guiyi_outcome *outcome,
                                    const char *truth,
                                    size_t truth_len,
                                    guiyi_text **result,
                                    guiyi_error **err);

/**
 * What a role is shown (a view of the spec's `views`), as a JSON object: `{"role", "as_of", "customers": [{"customer_id", "attributes",
 * "history", "preferences", "stage", "value"}, …]}`. `customer_id` chooses one customer; empty: all. `GUIYI_ERROR_UNKNOWN_ROLE` when no
 * view is declared for the role, `GUIYI_ERROR_UNKNOWN_CUSTOMER` when nobody has the id.
 */
guiyi_status guiyi_outcome_view(const guiyi_outcome *outcome,
                                const char *role,
                                size_t role_len,
                                const char *customer_id,
                                size_t customer_id_len,
                                guiyi_text **json,
                                guiyi_error **err);

/**
 * Why a customer is as it is, in lines of text: what holds its records together, its values, tags and layers. A
 * line that another one rests on is indented under it. `GUIYI_ERROR_UNKNOWN_CUSTOMER` when nobody has the id.
 */
guiyi_status guiyi_outcome_explain(const guiyi_outcome *outcome,
                                   const char *customer_id,
                                   size_t customer_id_len,
                                   guiyi_text **text,
                                   guiyi_error **err);

/**
 * Why two records are, or are not, the same customer, in lines of text: the weight of every comparison. A record is
 * named by its source and its record id; `GUIYI_ERROR_UNKNOWN_RECORD` when there is none of that name.
 */
guiyi_status guiyi_outcome_explain_pair(const guiyi_outcome *outcome,
                                        const char *source_a,
                                        size_t source_a_len,
                                        const char *record_a,
                                        size_t record_a_len,
                                        const char *source_b,
                                        size_t source_b_len,
                                        const char *record_b,
                                        size_t record_b_len,
                                        guiyi_text **text,
                                        guiyi_error **err);

/**
 * How two records are connected, in lines of text: of all ways over the ties of their customer, the one whose weakest
 * tie is the strongest. For records of two customers, what speaks for and against them, and why they were not joined.
 * `language` is `en` or `zh` (`language_len` bytes), or NULL for English; `GUIYI_ERROR_UNKNOWN_VALUE` when it is none,
 * `GUIYI_ERROR_UNKNOWN_RECORD` when there is no record of a name.
 */
guiyi_status guiyi_outcome_explain_path(const guiyi_outcome *outcome,
                                        const char *source_a,
                                        size_t source_a_len,
                                        const char *record_a,
                                        size_t record_a_len,
                                        const char *source_b,
                                        size_t source_b_len,
                                        const char *record_b,
                                        size_t record_b_len,
                                        const char *language,
                                        size_t language_len,
                                        guiyi_text **text,
                                        guiyi_error **err);

/**
 * What would become of a customer if a field, or one value of it, were ignored, in lines of text: one customer still, or
 * which ones. `value` is NULL for the whole field; `language` as in `guiyi_outcome_explain_path`.
 * `GUIYI_ERROR_UNKNOWN_CUSTOMER`, `GUIYI_ERROR_UNKNOWN_FIELD`, `GUIYI_ERROR_UNKNOWN_VALUE` when no record has the value.
 */
guiyi_status guiyi_outcome_explain_without(const guiyi_outcome *outcome,
                                           const char *customer_id,
                                           size_t customer_id_len,
                                           const char *field,
                                           size_t field_len,
                                           const char *value,
                                           size_t value_len,
                                           const char *language,
                                           size_t language_len,
                                           guiyi_text **text,
                                           guiyi_error **err);

/**
 * Answers a question of `question_len` bytes of JSON, `{"about": …, "language": "en" or "zh"}`, as a JSON object: `code`,
 * `data` (its parameters), `text` (one line), `parts` (what it rests on; left out where there is none).
 *
 * `about` is one of `{"customer": C}`, `{"ties": C}`, `{"pair": {"a": R, "b": R}}`, `{"path": {"a": R, "b": R}}`,
 * `{"value": {"customer": C, "field": …}}`, `{"tag": {"customer": C, "dimension": …}}`,
 * `{"layer": {"customer": C, "layering": …}}`, `{"next_tag": {"customer": C, "dimension": …, "value": …}}`,
 * `{"next_layer": {"customer": C, "layering": …, "layer": …}}`, `{"without": {"customer": C, "field": …, "value": …}}`,
 * `{"ignored": {"field": …, "value": …}}`, where C is `{"id": …}` or `{"record": R}` and R
 * `{"source": …, "record_id": …}`.
 */
guiyi_status guiyi_outcome_ask(const guiyi_outcome *outcome,
                               const char *question,
                               size_t question_len,
                               guiyi_text **json,
                               guiyi_error **err);

/**
 * As `guiyi_outcome_ask`, the answer in lines of text; a line that another one rests on is indented under it.
 */
guiyi_status guiyi_outcome_tell(const guiyi_outcome *outcome,
                                const char *question,
                                size_t question_len,
                                guiyi_text **text,
                                guiyi_error **err);

/**
 * Releases an outcome. NULL is fine.
 */
void guiyi_outcome_free(guiyi_outcome *outcome);

/**
 * Opens a timeline on the customers of an outcome, as of a day (`from`, `2024-01-01`, `from_len` bytes) and then advanced to that of the
 * outcome; with NULL as of the outcome's day. The outcome may be freed before it. `GUIYI_ERROR_MISSING_AS_OF` for an outcome without a date,
 * `GUIYI_ERROR_CLOCK_BACKWARDS` for a day after it, `GUIYI_ERROR_INVALID_DATE` for what is no day.
 */
guiyi_status guiyi_timeline_open(const guiyi_outcome *outcome,
                                 const char *from,
                                 size_t from_len,
                                 guiyi_timeline **timeline,
                                 guiyi_error **err);

/**
 * Takes a step, and answers: one of the steps of `guiyi_outcome_timeline`, such as `{"advance": {"to": "2024-07-31"}}`, `{"tell": …}`,
 * `{"withdraw": …}`, `{"transitions": {}}`, `{"next_change": {"customer": "C20240501001"}}`, `{"due": {}}`; the answer is the same JSON. After
 * an error the timeline is what it was.
 */
guiyi_status guiyi_timeline_step(const guiyi_timeline *timeline,
                                 const char *step,
                                 size_t step_len,
                                 guiyi_text **answer,
                                 guiyi_error **err);

/**
 * Releases a timeline. NULL is fine.
 */
void guiyi_timeline_free(guiyi_timeline *timeline);

/**
 * Normalizes one value by `tables` (NULL: the embedded ones): `kind` as it stands in a spec (`{"phone": {}}`), `raw`
 * as it was written. The answer is JSON: `{"display", "key", "components", "status", "missing", "reasons", "candidates", "confidence"}`.
 */
guiyi_status guiyi_normalize(const char *kind,
                             size_t kind_len,
                             const char *raw,
                             size_t raw_len,
                             const guiyi_reference_tables *tables,
                             guiyi_text **result,
                             guiyi_error **err);

/**
 * Reads the values of one record together, so that one field settles what another leaves open: `fields` is an array of
 * `{"name", "kind"}`, `record` an object of name and text. The answer is JSON: `{"values": {name: …}, "contradictions": […]}`.
 */
guiyi_status guiyi_normalize_record(const char *fields,
                                    size_t fields_len,
                                    const char *record,
                                    size_t record_len,
                                    const guiyi_reference_tables *tables,
                                    guiyi_text **result,
                                    guiyi_error **err);

/**
 * What the columns of the tables of a JSON document are, and what is wrong in them: `{"profiles", "quality", "findings"}`.
 * With `profiles` (an array of those; empty: none) columns are read as those say.
 */
guiyi_status guiyi_profile_tables(const char *input,
                                  size_t input_len,
                                  const char *profiles,
                                  size_t profiles_len,
                                  const guiyi_reference_tables *tables,
                                  guiyi_text **result,
                                  guiyi_error **err);

/**
 * Proposes a spec for the tables of a JSON document, with its evidence: `{"spec": …, "evidence": …}`. The document
 * is that of `guiyi_plan_run`, with `"id"` (the column of the record id), `"ignore"` (columns never to use) and
 * `"unique"` (sources without duplicates inside) instead of `"as_of"`.
 */
guiyi_status guiyi_propose(const char *input,
                           size_t input_len,
                           guiyi_text **proposal,
                           guiyi_error **err);

/**
 * How well any partition agrees with the truth, whoever made it: `{"records": [{"customer": …, "predicted": …, "source": …,
 * "record_id": …, "name": …}, …], "pairs": [{"source_a": …, "record_a": …, "source_b": …, "record_b": …, "probability": …}, …],
 * "across_only": false, "sampling": "uniform"}`; of all that, `predicted` is needed. The answer is as that of
 * `guiyi_outcome_evaluate`; `GUIYI_ERROR_INVALID_INPUT` when a column is missing.
 */
guiyi_status guiyi_evaluate(const char *input,
                            size_t input_len,
                            guiyi_text **result,
                            guiyi_error **err);

/**
 * How customers went between the layers of two outcomes: `before` and `after` are documents of `guiyi_outcome_layers`. The answer is a
 * JSON array, an entry per layering that both have: `{"layering", "from", "to", "layers", "moves", "before", "after", "gone", "new", "up",
 * "down", "stayed", "parts", "index", "stability", "text": {"en", "zh"}}`; the index is the population stability index in millionths.
 * `GUIYI_ERROR_UNKNOWN_DIMENSION` when they have no layering in common.
 */
guiyi_status guiyi_layer_migration(const char *before,
                                   size_t before_len,
                                   const char *after,
                                   size_t after_len,
                                   guiyi_text **result,
                                   guiyi_error **err);

/**
 * The catalogue of decision tables as a JSON array: `{"name", "version", "label", "seed", "table"}` each.
 */
guiyi_status guiyi_layer_catalogue(guiyi_text **result,
                                   guiyi_error **err);

/**
 * Facts of customers whom the caller knows, without identity. `metrics` is the document that stands under `facts` in a spec, whose feeds
 * name a `customer` column; `input` is `{"as_of": "2024-06-30", "tables": {name: [row, …]}}`. The answer is that of
 * `guiyi_outcome_facts` with `findings`.
 */
guiyi_status guiyi_metrics(const char *metrics,
                           size_t metrics_len,
                           const char *input,
                           size_t input_len,
                           guiyi_text **result,
                           guiyi_error **err);

/**
 * The catalogue of ready-made metrics as a JSON array: of each `name`, `version`, `label` (its Chinese name), `seed`, `measure`, `where`,
 * `window`, `when`, `among`, `note`. A spec takes them under `facts.catalogue`.
 */
guiyi_status guiyi_metric_catalogue(guiyi_text **result,
                                    guiyi_error **err);

/**
 * What is found in the rules of a spec before any data is seen: holes, overlaps, rules that never decide, names that mean two things,
 * words without a definition, each with a history that leads there. The answer is JSON: `{"gaps", "overlaps", "shadowed",
 * "dead_constants", "conflicts", "undefined", "lints", "not_analysed"}`. A spec that does not compile is checked as far as it goes; a
 * document that is no spec is `GUIYI_ERROR_INVALID_JSON` or `GUIYI_ERROR_UNSUPPORTED_VERSION`.
 */
guiyi_status guiyi_check_rules(const char *spec,
                               size_t spec_len,
                               guiyi_text **report,
                               guiyi_error **err);

/**
 * The ready-made schema of a business (`b2b`, `b2c`, `key_account`, `retail`, `services`, `startup`), with every field's name in
 * English and Chinese, kind, module, need, purpose and headers, as JSON: `{"business", "label", "note", "modules": […], "fields": […]}`.
 * `GUIYI_ERROR_UNKNOWN_VALUE` when there is no such business.
 */
guiyi_status guiyi_template(const char *business,
                            size_t business_len,
                            guiyi_text **result,
                            guiyi_error **err);

/**
 * Drafts a spec for a business from the headers of its tables, `{"table": ["header", …], …}`. The answer is JSON:
 * `{"spec": …, "unbound": {"table": ["header", …]}}`; what is unbound means nothing to the business.
 */
guiyi_status guiyi_template_draft(const char *business,
                                  size_t business_len,
                                  const char *headers,
                                  size_t headers_len,
                                  guiyi_text **result,
                                  guiyi_error **err);

/**
 * Splink's settings as a spec. `spec` (empty: none) is one whose fields and sources are used; without it the fields are the
 * settings' columns. The answer is JSON: `{"spec": …, "findings": […]}`; what has no equivalent is `GUIYI_ERROR_INVALID_SPEC`.
 */
guiyi_status guiyi_from_splink(const char *settings,
                               size_t settings_len,
                               const char *spec,
                               size_t spec_len,
                               guiyi_text **result,
                               guiyi_error **err);

/**
 * A spec as Splink's settings, with the model that it holds. The answer is JSON: `{"settings": …, "findings": […]}`.
 */
guiyi_status guiyi_to_splink(const char *spec,
                             size_t spec_len,
                             guiyi_text **result,
                             guiyi_error **err);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* GUIYI_H */
