package org.tosc.backends.machines.x86.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.machines.x86.manual.Manual;

/// The tables of cores.
class CoresTest {
  static List<Core> cores() {
    return Cores.ALL;
  }

  @ParameterizedTest
  @MethodSource("cores")
  void everyRowIsOfAnInstruction(Core core) {
    Set<String> names =
        Manual.rows().stream()
            .flatMap(row -> List.of(row.mnemonic().split("/", -1)).stream())
            .collect(Collectors.toSet());
    names.addAll(
        List.of(
            "load", "store", "forward", "add.constant", "lea.constant", "lea.scaled", "mov.copy"));
    List<String> dead = new ArrayList<>();
    for (Pattern row : core.names()) {
      if (names.stream().noneMatch(name -> row.matcher(name).matches())) {
        dead.add(row.pattern());
      }
    }
    assertEquals(List.of(), dead);
  }

  @ParameterizedTest
  @MethodSource("cores")
  void aCoreIsFoundByItsName(Core core) {
    assertTrue(Cores.named(core.name()).filter(core::equals).isPresent());
  }
}
