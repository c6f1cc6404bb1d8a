package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.Loaded;
import org.tosc.tir.ir.Module;

/// Functions that are too large for one method, and programs that are too large for one class.
class SplitTest {
  /// `@main` of so many statements over 50 variables: `v[k] = v[k-1] * 3 + k` modulo 2^64, each
  /// also a call, with a loop and a `return` far down.
  private static String large(int statements) {
    StringBuilder text = new StringBuilder("global @calls : i64\n");
    text.append(
        """
        func @note(%0: i64) -> (i64) {
          %1 = core.global_get {global = @calls} : i64
          %2 = core.const {value = 1} : i64
          %3 = core.add(%1, %2)
          core.global_set(%3) {global = @calls}
          core.return(%0)
        }
        func @main(%0: i64) -> (i64) {
        """);
    int id = 1;
    for (int i = 0; i < 50; i++) {
      text.append("  %%%d = core.slot(%%0) : slot<i64>%n".formatted(id++));
    }
    for (int k = 0; k < statements; k++) {
      int from = k % 50 + 1;
      int to = (k + 1) % 50 + 1;
      text.append(
          """
            %%%d = core.slot_get(%%%d)
            %%%d = core.const {value = 3} : i64
            %%%d = core.wrapping_mul(%%%d, %%%d)
            %%%d = core.const {value = %d} : i64
            %%%d = core.wrapping_add(%%%d, %%%d)
            %%%d = core.call(%%%d) {callee = @note} : i64
            core.slot_set(%%%d, %%%d)
          """
              .formatted(
                  id, from, id + 1, id + 2, id, id + 1, id + 3, k, id + 4, id + 2, id + 3, id + 5,
                  id + 4, to, id + 5));
      id += 6;
      if (k == statements / 2) {
        text.append(
            """
              %%%d = core.const {value = 0} : i64
              %%%d = core.eq(%%0, %%%d)
              core.if(%%%d) {
                core.return(%%%d)
              } {
                core.yield
              }
            """
                .formatted(id, id + 1, id, id + 1, id - 1));
        id += 2;
      }
    }
    text.append("  %%%d = core.slot_get(%%%d)%n".formatted(id, statements % 50 + 1));
    return text.append("  core.return(%%%d)%n}%n".formatted(id)).toString();
  }

  private static long expected(int statements, long x) {
    long value = x;
    long[] v = new long[50];
    java.util.Arrays.fill(v, x);
    for (int k = 0; k < statements; k++) {
      value = v[k % 50] * 3 + k;
      v[(k + 1) % 50] = value;
      if (k == statements / 2 && x == 0) {
        return value;
      }
    }
    return value;
  }

  @Test
  void twentyThousandStatements() {
    Module module = Programs.read(large(20_000));
    Loaded program = new JvmEngine().load(module);
    assertEquals(expected(20_000, 1), Programs.run(program, "main", 1L));
    assertEquals(expected(20_000, 0), Programs.run(program, "main", 0L));
    assertMethodsFit(module, 2);
  }

  @Test
  void aSmallProgramIsOneClass() {
    assertMethodsFit(Programs.read(large(10)), 1);
  }

  private static void assertMethodsFit(Module module, int leastClasses) {
    List<Artifact> files = new JvmEngine().emit(module, "class");
    assertTrue(files.size() >= leastClasses, files.size() + " classes");
    for (Artifact file : files) {
      ClassModel model = ClassFile.of().parse(file.bytes());
      model.methods().stream()
          .flatMap(m -> m.code().stream())
          .forEach(c -> assertTrue(((CodeAttribute) c).codeLength() < 8000, file.name()));
    }
  }

  /// Literals of 20,000 elements: one operation with more operands than a method holds.
  @ParameterizedTest
  @CsvSource({
    "list, list, 19999000",
    "dict, dict, 19999000",
    "concat, str, 0",
  })
  void veryLongLiterals(String op, String type, String last) {
    StringBuilder text = new StringBuilder("func @main(%0: i64) -> (any) {\n");
    StringBuilder operands = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("  %%%d = core.const {value = %d} : i64%n".formatted(i + 1, i * 1000L));
      operands.append(i == 0 ? "%" : ", %").append(i + 1);
    }
    String key = type.equals("dict") ? "19998000" : type.equals("list") ? "19999" : "-1";
    text.append("  %%20001 = host.%s(%s)%n".formatted(op, operands));
    text.append("  %%20002 = core.const {value = %s} : i64%n".formatted(key));
    text.append("  %20003 = host.get(%20001, %20002)\n  core.return(%20003)\n}\n");
    Module module = Programs.read(text.toString());
    assertEquals(last, String.valueOf(Programs.run(new JvmEngine().load(module), "main", 0L)));
    assertMethodsFit(module, 1);
  }
}
