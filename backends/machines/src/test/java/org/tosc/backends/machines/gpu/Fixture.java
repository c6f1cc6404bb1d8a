package org.tosc.backends.machines.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.backends.machines.gpu.Machine.Outcome;
import org.tosc.backends.machines.gpu.cost.GpuFile;
import org.tosc.backends.machines.gpu.cost.Report;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.tile.KernelCode;
import org.tosc.backends.machines.gpu.triton.KernelFile;
import org.tosc.backends.machines.gpu.triton.TritonKernel;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A file of kernels on an H100.
final class Fixture {
  final Machine machine = new Machine(GpuFile.bundled("h100"));
  final KernelFile file;

  Fixture(String name, String text) {
    file = KernelFile.read(new Source(name, text));
  }

  static Fixture of(String name) {
    Fixture fixture = new Fixture(name, resource(name));
    assertEquals(List.of(), words(fixture.file.diagnostics()));
    return fixture;
  }

  static String resource(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Diagnostics as `line:column code message`.
  static List<String> words(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(d -> d.span().from() + " " + d.code() + " " + d.message())
        .toList();
  }

  KernelCode code(String kernel, List<Object> arguments, Map<String, Object> constants) {
    TritonKernel found = Objects.requireNonNull(file.kernel(kernel), kernel);
    List<Argument> positional = new ArrayList<>();
    arguments.forEach(a -> positional.add(argument(a)));
    Map<String, Argument> keywords = new java.util.HashMap<>();
    constants.forEach((name, value) -> keywords.put(name, argument(value)));
    return found.with(positional, keywords);
  }

  static Argument argument(Object value) {
    return switch (value) {
      case Data data -> data.pointer();
      case Argument argument -> argument;
      case Integer whole -> new Argument.Whole(whole);
      case Long whole -> new Argument.Whole(whole);
      case Double real -> new Argument.Real(real);
      case Boolean truth -> new Argument.Truth(truth);
      case String text -> new Argument.Text(text);
      case Object other -> throw new IllegalArgumentException(other.toString());
    };
  }

  Outcome outcome(
      String kernel,
      Grid grid,
      LaunchOptions options,
      List<Object> arguments,
      Map<String, Object> constants) {
    try {
      return machine.launch(code(kernel, arguments, constants), grid, options);
    } catch (Fault fault) {
      return new Outcome(null, List.of(fault.diagnostic()));
    }
  }

  Report run(String kernel, Grid grid, List<Object> arguments, Map<String, Object> constants) {
    return run(kernel, grid, LaunchOptions.DEFAULT, arguments, constants);
  }

  Report run(
      String kernel,
      Grid grid,
      LaunchOptions options,
      List<Object> arguments,
      Map<String, Object> constants) {
    Outcome outcome = outcome(kernel, grid, options, arguments, constants);
    assertEquals(List.of(), words(outcome.diagnostics()));
    return Objects.requireNonNull(outcome.report());
  }

  static void close(double[] expected, double[] actual, double relative, double absolute) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      double allowed = absolute + relative * Math.abs(expected[i]);
      int at = i;
      assertTrue(
          Math.abs(expected[i] - actual[i]) <= allowed,
          () -> "element " + at + ": " + expected[at] + " is expected, not " + actual[at]);
    }
  }
}
