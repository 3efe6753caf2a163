/* Wrong on purpose: a sanitizer that is really there says so. */
#include "harness.h"

int main(int argc, char **argv) {
  (void)argv;
  guiyi_plan *plan = compiled();
  if (argc > 1) {
    /* Used after it was given back. */
    guiyi_str fingerprint = guiyi_plan_fingerprint(plan);
    guiyi_plan_free(plan);
    return fingerprint.data[0] == 'x';
  }
  /* Never given back. */
  plan = NULL;
  return plan != NULL;
}
