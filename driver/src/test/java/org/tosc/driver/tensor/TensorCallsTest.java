package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tosc.passes.tensors.TensorCalls;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;

/// The pass `tensors` knows built-ins by their parameters: those of the run-time library.
class TensorCallsTest {
  @Test
  void theBuiltinsHaveTheseParameters() {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    TensorCalls.parameters()
        .forEach(
            (name, parameters) -> {
              Builtin builtin = Objects.requireNonNull(Builtins.find(name), name);
              expected.put(
                  name,
                  builtin.signature().parameters() + " " + builtin.methodOf().contains("tensor"));
              found.put(name, parameters + " " + TensorCalls.isMethod(name));
            });
    assertEquals(expected, found);
  }
}
