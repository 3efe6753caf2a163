/* Ready-made schemas by business, and specs drafted from headers. */
#include "harness.h"

static const char HEADERS[] = "{\"web\": [\"姓名\", \"联系电话（必填）\", \"注册时间\", \"身份证号\"]}";

int main(void) {
  guiyi_text *text = NULL;
  guiyi_error *err = NULL;

  CHECK(guiyi_template("b2b", 3, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"label\":\"客户名称\"") && holds(text, "\"need\":\"required\"") && holds(text, "\"label\":\"多渠道互动记录\""));
  guiyi_text_free(text);

  CHECK(guiyi_template_draft("b2c", 3, HEADERS, sizeof HEADERS - 1, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"unbound\":{\"web\":[\"身份证号\"]}") && holds(text, "\"business\":\"b2c\"") && holds(text, "\"time\":\"注册时间\""));
  guiyi_text_free(text);
  text = NULL;

  CHECK(guiyi_template("b2d", 3, &text, &err) == GUIYI_ERROR_UNKNOWN_VALUE);
  CHECK(same(guiyi_error_path(err), "business") && text == NULL);
  guiyi_error_free(err);
  err = NULL;
  CHECK(guiyi_template_draft("b2c", 3, "[]", 2, &text, &err) == GUIYI_ERROR_INVALID_JSON);
  guiyi_error_free(err);
  return 0;
}
