/* One plan, many threads at once, the same bytes from each. */
#include "harness.h"
#include <pthread.h>

enum { THREADS = 8 };

static void *work(void *plan) {
  guiyi_outcome *outcome = ran((const guiyi_plan *)plan);
  guiyi_text *json = NULL;
  CHECK(guiyi_outcome_json(outcome, &json, NULL) == GUIYI_OK);
  guiyi_outcome_free(outcome);
  return json;
}

int main(void) {
  pthread_t threads[THREADS];
  guiyi_plan *plan = compiled();
  for (int i = 0; i < THREADS; i++) {
    CHECK(pthread_create(&threads[i], NULL, work, plan) == 0);
  }
  guiyi_text *texts[THREADS];
  for (int i = 0; i < THREADS; i++) {
    void *text = NULL;
    CHECK(pthread_join(threads[i], &text) == 0);
    texts[i] = (guiyi_text *)text;
  }
  for (int i = 0; i < THREADS; i++) {
    CHECK(guiyi_text_len(texts[i]) == guiyi_text_len(texts[0]) && guiyi_text_len(texts[i]) > 0);
    CHECK(memcmp(guiyi_text_data(texts[i]), guiyi_text_data(texts[0]), guiyi_text_len(texts[i])) == 0);
  }
  for (int i = 0; i < THREADS; i++) {
    guiyi_text_free(texts[i]);
  }
  guiyi_plan_free(plan);
  return 0;
}
