/*
 * The shared cases: the calls that the arguments name give the bytes that Rust gave.
 *
 *   vectors (run SPEC INPUT EXPECTED | report SPEC INPUT EXPECTED | "view ROLE" SPEC INPUT EXPECTED | ask SPEC INPUT+LINE-BREAK+QUESTION EXPECTED |
 *            timeline SPEC INPUT+LINE-BREAK+SCRIPT EXPECTED |
 *            steps SPEC INPUT+LINE-BREAK+FROM+LINE-BREAK+STEPS ANSWERS |
 *            metrics SPEC INPUT EXPECTED | facts SPEC INPUT EXPECTED | sources SPEC INPUT EXPECTED | layers SPEC INPUT EXPECTED | migration BEFORE AFTER EXPECTED | normalize KIND RAW EXPECTED | evaluate INPUT - EXPECTED | rules SPEC - EXPECTED | compile SPEC - EXPECTED)…
 *
 * All but the first are files. The runner knows nothing of what is in them.
 */
#include "harness.h"

typedef struct {
  char *data;
  size_t len;
} file;

static file contents(const char *path) {
  file out = {NULL, 0};
  if (strcmp(path, "-") == 0) {
    return out;
  }
  FILE *in = fopen(path, "rb");
  CHECK(in != NULL);
  CHECK(fseek(in, 0, SEEK_END) == 0);
  long len = ftell(in);
  CHECK(len >= 0 && fseek(in, 0, SEEK_SET) == 0);
  out.len = (size_t)len;
  /* One byte more than needed, for an empty file; never more than the text is handed over. */
  out.data = (char *)malloc(out.len + 1);
  CHECK(out.data != NULL && fread(out.data, 1, out.len, in) == out.len);
  fclose(in);
  return out;
}

static int compare(const char *path, const char *data, size_t len) {
  file wanted = contents(path);
  int equal = data != NULL && len == wanted.len && memcmp(data, wanted.data, len) == 0;
  if (!equal) {
    fprintf(stderr, "%s\n  found    %.*s\n  expected %.*s\n", path, (int)len, data == NULL ? "" : data, (int)wanted.len, wanted.data);
  }
  free(wanted.data);
  return equal;
}

static int text_is(const char *path, guiyi_text *text) {
  int equal = compare(path, guiyi_text_data(text), guiyi_text_len(text));
  guiyi_text_free(text);
  return equal;
}

/* Metrics over the caller's own customers. */
static int metrics(file spec, file input, const char *wanted) {
  guiyi_text *json = NULL;
  CHECK(guiyi_metrics(spec.data, spec.len, input.data, input.len, &json, NULL) == GUIYI_OK);
  return text_is(wanted, json);
}

/* How customers went between two documents of layers. */
static int migration(file before, file after, const char *wanted) {
  guiyi_text *json = NULL;
  CHECK(guiyi_layer_migration(before.data, before.len, after.data, after.len, &json, NULL) == GUIYI_OK);
  return text_is(wanted, json);
}

/* What a call says of an outcome. */
static int of_outcome(file spec, file input, guiyi_status (*call)(const guiyi_outcome *, guiyi_text **, guiyi_error **), const char *wanted) {
  guiyi_plan *plan = NULL;
  guiyi_outcome *outcome = NULL;
  guiyi_text *json = NULL;
  CHECK(guiyi_plan_compile(spec.data, spec.len, NULL, &plan, NULL) == GUIYI_OK);
  CHECK(guiyi_plan_run(plan, input.data, input.len, &outcome, NULL) == GUIYI_OK);
  CHECK(call(outcome, &json, NULL) == GUIYI_OK);
  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
  return text_is(wanted, json);
}

/* The whole outcome, or its report; with a role, what it is shown. */
static int run(file spec, file input, int report, const char *role, const char *wanted) {
  guiyi_plan *plan = NULL;
  guiyi_outcome *outcome = NULL;
  guiyi_text *json = NULL;
  CHECK(guiyi_plan_compile(spec.data, spec.len, NULL, &plan, NULL) == GUIYI_OK);
  CHECK(guiyi_plan_run(plan, input.data, input.len, &outcome, NULL) == GUIYI_OK);
  if (report) {
    CHECK(guiyi_outcome_report(outcome, &json, NULL) == GUIYI_OK);
  } else if (role == NULL) {
    CHECK(guiyi_outcome_json(outcome, &json, NULL) == GUIYI_OK);
  } else {
    CHECK(guiyi_outcome_view(outcome, role, strlen(role), "", 0, &json, NULL) == GUIYI_OK);
  }
  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
  return text_is(wanted, json);
}

static int ask(file spec, file input, const char *wanted) {
  guiyi_plan *plan = NULL;
  guiyi_outcome *outcome = NULL;
  guiyi_text *json = NULL, *lines = NULL;
  const char *end = (const char *)memchr(input.data, '\n', input.len);
  CHECK(end != NULL);
  size_t rows = (size_t)(end - input.data), question = input.len - rows - 1;
  CHECK(guiyi_plan_compile(spec.data, spec.len, NULL, &plan, NULL) == GUIYI_OK);
  CHECK(guiyi_plan_run(plan, input.data, rows, &outcome, NULL) == GUIYI_OK);
  CHECK(guiyi_outcome_ask(outcome, end + 1, question, &json, NULL) == GUIYI_OK);
  CHECK(guiyi_outcome_tell(outcome, end + 1, question, &lines, NULL) == GUIYI_OK);
  CHECK(guiyi_text_len(lines) > 0);
  guiyi_text_free(lines);
  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
  return text_is(wanted, json);
}

static int timeline(file spec, file input, const char *wanted) {
  guiyi_plan *plan = NULL;
  guiyi_outcome *outcome = NULL;
  guiyi_text *json = NULL;
  const char *end = (const char *)memchr(input.data, '\n', input.len);
  CHECK(end != NULL);
  size_t rows = (size_t)(end - input.data), script = input.len - rows - 1;
  CHECK(guiyi_plan_compile(spec.data, spec.len, NULL, &plan, NULL) == GUIYI_OK);
  CHECK(guiyi_plan_run(plan, input.data, rows, &outcome, NULL) == GUIYI_OK);
  CHECK(guiyi_outcome_timeline(outcome, end + 1, script, &json, NULL) == GUIYI_OK);
  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
  return text_is(wanted, json);
}

/* The same steps one at a time, on a timeline that outlives its outcome: STEPS are lines, and so are the answers. */
static int steps(file spec, file input, const char *path) {
  guiyi_plan *plan = NULL;
  guiyi_outcome *outcome = NULL;
  guiyi_timeline *timeline = NULL;
  guiyi_text *answer = NULL;
  guiyi_error *err = NULL;
  const char *at = (const char *)memchr(input.data, '\n', input.len), *last = input.data + input.len;
  CHECK(at != NULL);
  CHECK(guiyi_plan_compile(spec.data, spec.len, NULL, &plan, NULL) == GUIYI_OK);
  CHECK(guiyi_plan_run(plan, input.data, (size_t)(at - input.data), &outcome, NULL) == GUIYI_OK);
  const char *from = at + 1, *end = (const char *)memchr(from, '\n', (size_t)(last - from));
  CHECK(end != NULL);
  CHECK(guiyi_timeline_open(outcome, end == from ? NULL : from, (size_t)(end - from), &timeline, NULL) == GUIYI_OK);
  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
  file answers = contents(path);
  const char *wanted = answers.data, *until = answers.data + answers.len;
  int right = 1;
  for (at = end; at < last; at = end) {
    const char *step = at + 1;
    end = (const char *)memchr(step, '\n', (size_t)(last - step));
    end = end == NULL ? last : end;
    /* A step that cannot be read changes nothing. */
    CHECK(guiyi_timeline_step(timeline, "{\"leap\": {}}", 12, &answer, &err) == GUIYI_ERROR_INVALID_JSON);
    guiyi_error_free(err);
    err = NULL;
    CHECK(guiyi_timeline_step(timeline, step, (size_t)(end - step), &answer, NULL) == GUIYI_OK);
    const char *line = (const char *)memchr(wanted, '\n', (size_t)(until - wanted));
    size_t len = (size_t)((line == NULL ? until : line) - wanted);
    right &= guiyi_text_len(answer) == len && memcmp(guiyi_text_data(answer), wanted, len) == 0;
    wanted = line == NULL ? until : line + 1;
    guiyi_text_free(answer);
  }
  guiyi_timeline_free(timeline);
  right &= wanted == until;
  free(answers.data);
  return right;
}

static int normalize(file kind, file raw, const char *wanted) {
  guiyi_text *json = NULL;
  CHECK(guiyi_normalize(kind.data, kind.len, raw.data, raw.len, NULL, &json, NULL) == GUIYI_OK);
  return text_is(wanted, json);
}

static int evaluate(file input, const char *wanted) {
  guiyi_text *json = NULL;
  CHECK(guiyi_evaluate(input.data, input.len, &json, NULL) == GUIYI_OK);
  return text_is(wanted, json);
}

static int rules(file spec, const char *wanted) {
  guiyi_text *json = NULL;
  CHECK(guiyi_check_rules(spec.data, spec.len, &json, NULL) == GUIYI_OK);
  return text_is(wanted, json);
}

static int planned(file spec, const char *wanted) {
  guiyi_plan *plan = NULL;
  guiyi_text *json = NULL;
  CHECK(guiyi_plan_compile(spec.data, spec.len, NULL, &plan, NULL) == GUIYI_OK);
  CHECK(guiyi_plan_check_rules(plan, &json, NULL) == GUIYI_OK);
  guiyi_plan_free(plan);
  return text_is(wanted, json);
}

static int refuse(file spec, const char *wanted) {
  guiyi_plan *plan = NULL;
  guiyi_error *err = NULL;
  guiyi_status status = guiyi_plan_compile(spec.data, spec.len, NULL, &plan, &err);
  CHECK(status != GUIYI_OK && plan == NULL && guiyi_error_number(err) == status);
  guiyi_str json = guiyi_error_json(err);
  int equal = compare(wanted, json.data, json.len);
  guiyi_error_free(err);
  return equal;
}

int main(int argc, char **argv) {
  int wrong = 0, cases = 0;
  for (int i = 1; i + 3 < argc; i += 4, cases++) {
    file one = contents(argv[i + 1]), two = contents(argv[i + 2]);
    if (strcmp(argv[i], "run") == 0) {
      wrong += !run(one, two, 0, NULL, argv[i + 3]);
    } else if (strcmp(argv[i], "report") == 0) {
      wrong += !run(one, two, 1, NULL, argv[i + 3]);
    } else if (strncmp(argv[i], "view ", 5) == 0) {
      wrong += !run(one, two, 0, argv[i] + 5, argv[i + 3]);
    } else if (strcmp(argv[i], "ask") == 0) {
      wrong += !ask(one, two, argv[i + 3]);
    } else if (strcmp(argv[i], "steps") == 0) {
      wrong += !steps(one, two, argv[i + 3]);
    } else if (strcmp(argv[i], "timeline") == 0) {
      wrong += !timeline(one, two, argv[i + 3]);
    } else if (strcmp(argv[i], "metrics") == 0) {
      wrong += !metrics(one, two, argv[i + 3]);
    } else if (strcmp(argv[i], "facts") == 0) {
      wrong += !of_outcome(one, two, guiyi_outcome_facts, argv[i + 3]);
    } else if (strcmp(argv[i], "sources") == 0) {
      wrong += !of_outcome(one, two, guiyi_outcome_sources, argv[i + 3]);
    } else if (strcmp(argv[i], "layers") == 0) {
      wrong += !of_outcome(one, two, guiyi_outcome_layers, argv[i + 3]);
    } else if (strcmp(argv[i], "migration") == 0) {
      wrong += !migration(one, two, argv[i + 3]);
    } else if (strcmp(argv[i], "counted") == 0) {
      wrong += !of_outcome(one, two, guiyi_outcome_check_rules, argv[i + 3]);
    } else if (strcmp(argv[i], "planned") == 0) {
      wrong += !planned(one, argv[i + 3]);
    } else if (strcmp(argv[i], "normalize") == 0) {
      wrong += !normalize(one, two, argv[i + 3]);
    } else if (strcmp(argv[i], "rules") == 0) {
      wrong += !rules(one, argv[i + 3]);
    } else if (strcmp(argv[i], "evaluate") == 0) {
      wrong += !evaluate(one, argv[i + 3]);
    } else {
      CHECK(strcmp(argv[i], "compile") == 0);
      wrong += !refuse(one, argv[i + 3]);
    }
    free(one.data);
    free(two.data);
  }
  printf("%d cases, %d wrong\n", cases, wrong);
  return cases == 0 || wrong > 0;
}
