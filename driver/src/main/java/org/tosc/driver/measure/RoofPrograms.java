package org.tosc.driver.measure;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Programs in TIR's text form that do nothing but what limits a core: fused multiply-adds in
/// registers, or reads of memory.
public final class RoofPrograms {
  private static final String PEAK =
      """
      func @peak(%%0: f32, %%1: f32, %%2: i32) -> (f32) {
        %%3 = core.splat(%%0) : VECTOR
        %%4 = core.splat(%%1) : VECTOR
      %s%s}
      """;

  private static final String READ =
      """
      func @read(%%0: buffer<[?] x f32, global>, %%2: i32) -> (f32) {
      %s%s}
      """;

  private static final String LOOP =
      """
        %%5 = core.const {value = 0} : i32
        %%6 = core.slot(%%5) : slot<i32>
        core.loop {
          %%7 = core.slot_get(%%6)
          %%8 = core.lt(%%7, %%2)
          core.yield(%%8)
        } {
          %%9 = core.slot_get(%%6)
      %s    core.yield
        } {
          %%90 = core.slot_get(%%6)
          %%91 = core.const {value = %d} : i32
          %%92 = core.wrapping_add(%%90, %%91)
          core.slot_set(%%6, %%92)
          core.yield
        }
      """;

  private RoofPrograms() {}

  /// `@peak(x, y, n) -> f32`: n rounds of `sums` multiply-adds of vectors in registers, which do
  /// not wait for each other.
  public static String peak(int lanes, int sums) {
    String body =
        lines(
            sums,
            i ->
                """
                    %%%1$d = core.slot_get(%%%2$d)
                    %%%3$d = core.fma(%%3, %%4, %%%1$d)
                    core.slot_set(%%%2$d, %%%3$d)
                """
                    .formatted(200 + 2 * i, 100 + i, 201 + 2 * i));
    return PEAK.formatted(slots(sums), LOOP.formatted(body, 1) + result(sums))
        .replace("VECTOR", vector(lanes));
  }

  /// `@read(a, n) -> f32`: reads n elements, a multiple of `lanes · sums`, and adds them up.
  public static String read(int lanes, int sums) {
    String body =
        lines(
            sums,
            i ->
                """
                    %%%1$d = core.const {value = %6$d} : i32
                    %%%2$d = core.wrapping_add(%%9, %%%1$d)
                    %%%3$d = kernel.vload(%%0, %%%2$d) {bounds = "proved"} : VECTOR
                    %%%4$d = core.slot_get(%%%5$d)
                    %%%7$d = core.add(%%%4$d, %%%3$d)
                    core.slot_set(%%%5$d, %%%7$d)
                """
                    .formatted(
                        200 + 5 * i,
                        201 + 5 * i,
                        202 + 5 * i,
                        203 + 5 * i,
                        100 + i,
                        i * lanes,
                        204 + 5 * i));
    return READ.formatted(slots(sums), LOOP.formatted(body, lanes * sums) + result(sums))
        .replace("VECTOR", vector(lanes));
  }

  /// The module of a text.
  static Module module(String text) {
    return switch (Reader.read(new Source("roof.tir", text))) {
      case Reader.Result.Read(var module) -> module;
      case Reader.Result.Refused(var diagnostic) ->
          throw new IllegalStateException(diagnostic.toString());
    };
  }

  private static String vector(int lanes) {
    return "vector<" + lanes + "xf32>";
  }

  private static String slots(int count) {
    return lines(count, i -> "  %" + (100 + i) + " = core.slot : slot<VECTOR>\n");
  }

  private static String result(int count) {
    return lines(count, i -> "  %" + (800 + i) + " = core.slot_get(%" + (100 + i) + ")\n")
        + lines(
            count - 1,
            i ->
                "  %%%d = core.add(%%%d, %%%d)\n"
                    .formatted(901 + i, i == 0 ? 800 : 900 + i, 801 + i))
        + "  %999 = core.reduce_add(%"
        + (899 + count)
        + ")\n  core.return(%999)\n";
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining());
  }
}
