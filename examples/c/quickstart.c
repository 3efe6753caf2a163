/* Two channels, one shared customer: compile a spec, run it, print the customers and why the first is one.
 * `make c` builds and runs it. */
#include "guiyi.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char spec[] = "{\"version\": 1,"
    "\"fields\": [{\"name\": \"姓名\", \"kind\": {\"person_name\": {}}}, {\"name\": \"电话\", \"kind\": {\"phone\": {}}}],"
    "\"sources\": ["
    "{\"name\": \"官网\", \"id\": \"编号\", \"time\": \"注册时间\", \"columns\": [{\"field\": \"姓名\", \"from\": [\"姓名\"]}, {\"field\": \"电话\", \"from\": [\"手机\"]}]},"
    "{\"name\": \"门店\", \"id\": \"卡号\", \"columns\": [{\"field\": \"姓名\", \"from\": [\"顾客\"]}, {\"field\": \"电话\", \"from\": [\"电话\"]}]}]}";
static const char rows[] = "{\"as_of\": \"2024-06-30\", \"tables\": {"
    "\"官网\": [{\"编号\": \"1\", \"姓名\": \"安然\", \"手机\": \"138-1234-5678\", \"注册时间\": \"2024-05-01\"}],"
    "\"门店\": [{\"卡号\": \"A7\", \"顾客\": \"安 然\", \"电话\": \"+86 13812345678\"},"
    "{\"卡号\": \"A8\", \"顾客\": \"王芳\", \"电话\": \"１３９８７６５４３２１\"}]}}";

/* Ends the program with the error's message when a call failed. */
static void check(guiyi_status status, const guiyi_error *err) {
  if (status != GUIYI_OK) {
    fprintf(stderr, "error %u: %s\n", (unsigned)status, guiyi_error_message(err).data);
    exit(1);
  }
}

int main(void) {
  guiyi_error *err = NULL;
  guiyi_plan *plan = NULL;
  guiyi_outcome *outcome = NULL;
  guiyi_text *json = NULL, *why = NULL;
  check(guiyi_plan_compile(spec, strlen(spec), NULL, &plan, &err), err);
  check(guiyi_plan_run(plan, rows, strlen(rows), &outcome, &err), err);

  check(guiyi_outcome_json(outcome, &json, &err), err);
  const char *customers = strstr(guiyi_text_data(json), "\"customers\":"), *end = strstr(guiyi_text_data(json), ",\"findings\":");
  if (customers != NULL && end != NULL) printf("%.*s\n", (int)(end - customers), customers);
  check(guiyi_outcome_explain(outcome, "C20240501001", strlen("C20240501001"), &why, &err), err);
  printf("%s", guiyi_text_data(why));

  guiyi_text_free(why);
  guiyi_text_free(json);
  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
  return 0;
}
