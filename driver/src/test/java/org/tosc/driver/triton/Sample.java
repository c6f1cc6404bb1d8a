package org.tosc.driver.triton;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;

/// A function of a file of kernels.
///
/// @param note what stands behind its name: of `kernels.tir`, how many launches it becomes
record Sample(String name, String note, Function function) {
  private static final Path FILE = Path.of("src/test/resources/triton/kernels.tir");
  private static final String HEAD = "// case ";

  static List<Sample> all() {
    return all(FILE);
  }

  static List<Sample> all(Path file) {
    try {
      List<Sample> all = new ArrayList<>();
      String text = Files.readString(file);
      for (String part : text.substring(text.indexOf(HEAD)).split(HEAD, -1)) {
        if (!part.isBlank()) {
          String[] head = part.substring(0, part.indexOf('\n')).strip().split(" ", -1);
          all.add(
              new Sample(
                  head[0],
                  head[1],
                  Kernels.function(part.substring(part.indexOf('\n')))));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int programs() {
    return Integer.parseInt(note);
  }

  List<OracleTensor> operands() {
    return Kernels.operands(function, name.hashCode()).stream().map(StandIn::held).toList();
  }

  /// What the function means.
  List<OracleTensor> expected(List<OracleTensor> operands) {
    return Kernels.run(new Module(List.of(), List.of(function)), "f", operands);
  }

  Written written() {
    return Written.of(name, function);
  }

  /// In ulp of `f32` of the greatest element: roundings of sums of some hundred terms, and some of
  /// the formats that tensors on the way have.
  static double allowed(List<OracleTensor> results) {
    Scalar element = results.getFirst().element();
    return element == Scalar.F16 ? 0x1p14 : element == Scalar.BF16 ? 0x1p17 : 64;
  }
}
