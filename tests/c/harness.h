/* What every program here uses. Written in what C11 and C++ share. */
#ifndef HARNESS_H
#define HARNESS_H

#include "guiyi.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                    \
  do {                                                                      \
    if (!(condition)) {                                                     \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);       \
      exit(1);                                                              \
    }                                                                       \
  } while (0)

static const char SPEC[] =
    "{\"version\": 1,"
    " \"fields\": [{\"name\": \"name\", \"kind\": {\"person_name\": {}}}, {\"name\": \"phone\", \"kind\": {\"phone\": {}}}],"
    " \"sources\": ["
    "  {\"name\": \"web\", \"id\": \"id\", \"columns\": [{\"field\": \"name\", \"from\": [\"name\"]}, {\"field\": \"phone\", \"from\": [\"phone\"]}]},"
    "  {\"name\": \"shop\", \"id\": \"id\", \"columns\": [{\"field\": \"name\", \"from\": [\"name\"]}, {\"field\": \"phone\", \"from\": [\"phone\"]}]}]}";

static const char INPUT[] =
    "{\"as_of\": \"2024-06-30\", \"tables\": {"
    "\"web\": [{\"id\": \"w1\", \"name\": \"安然\", \"phone\": \"138-1234-5678\"}],"
    "\"shop\": [{\"id\": \"s1\", \"name\": \"安 然\", \"phone\": \"+86 13812345678\"}, {\"id\": \"s2\", \"name\": \"王芳\", \"phone\": \"13912345678\"}]}}";

static inline int same(guiyi_str text, const char *wanted) {
  return text.data != NULL && text.len == strlen(wanted) && memcmp(text.data, wanted, text.len) == 0;
}

static inline int holds(const guiyi_text *text, const char *part) {
  return strstr(guiyi_text_data(text), part) != NULL;
}

static inline guiyi_plan *compiled(void) {
  guiyi_plan *plan = NULL;
  guiyi_error *err = NULL;
  CHECK(guiyi_plan_compile(SPEC, sizeof SPEC - 1, NULL, &plan, &err) == GUIYI_OK);
  CHECK(plan != NULL && err == NULL);
  return plan;
}

static inline guiyi_outcome *ran(const guiyi_plan *plan) {
  guiyi_outcome *outcome = NULL;
  guiyi_error *err = NULL;
  CHECK(guiyi_plan_run(plan, INPUT, sizeof INPUT - 1, &outcome, &err) == GUIYI_OK);
  CHECK(outcome != NULL && err == NULL);
  return outcome;
}

#endif
