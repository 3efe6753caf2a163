/* The header stands on its own, and is that of the library. */
#include "guiyi.h"
#include "guiyi.h"

int main(void) {
  const char *version = guiyi_version(), *wanted = GUIYI_VERSION;
  while (*version == *wanted && *version != '\0') {
    version++;
    wanted++;
  }
  return guiyi_abi_version() == GUIYI_ABI_VERSION && *version == *wanted ? 0 : 1;
}
