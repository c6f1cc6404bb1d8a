package org.tosc.driver.mlir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.text.MlirPrinter;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.ToolRun;
import org.tosc.backends.mlir.toolchain.Workplace;

/// Text is written for people: each constant and each place in the source once, no space too many.
final class ReadableTextTest {
  private static final Pattern CONSTANT =
      Pattern.compile(" *(%[A-Za-z0-9_.-]+) = arith.constant (.+?)( loc\\(.*)?");
  private static final Pattern LOCATION = Pattern.compile("loc\\(\"samples.tir\":\\d+:\\d+\\)");

  private static List<String> texts(Level level) throws NoText {
    List<String> texts = new ArrayList<>();
    for (SampleFunctions sample : SampleFunctions.values()) {
      texts.add(level.text(sample.sequence()));
    }
    for (SampleKernels sample : SampleKernels.values()) {
      texts.add(level.text(sample.sequence()));
    }
    return texts;
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void noSpaceIsTooMany(Level level) throws NoText {
    for (String text : texts(level)) {
      for (String line : text.lines().toList()) {
        assertTrue(!line.strip().contains("  ") && line.equals(line.stripTrailing()), line);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void constantsStandOnceInAFunctionAndAreUsed(Level level) throws NoText {
    for (String text : texts(level)) {
      for (String function : text.split("(func.func|gpu.func) ", -1)) {
        Set<String> values = new HashSet<>();
        for (String line : function.lines().toList()) {
          Matcher constant = CONSTANT.matcher(line);
          if (constant.matches()) {
            assertTrue(values.add(constant.group(2)), "a second " + line);
            String use = Pattern.quote(constant.group(1)) + "(?![A-Za-z0-9_.-])";
            assertTrue(function.split(use, -1).length > 2, "nobody uses " + line);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void eachPlaceIsToldOnce(Level level) throws NoText {
    for (String text : texts(level)) {
      List<String> told = LOCATION.matcher(text).results().map(m -> m.group()).toList();
      assertEquals(new HashSet<>(told).size(), told.size(), text);
    }
  }

  /// The places that `mlir-opt` finds in text are those of the generic form, which has each at its
  /// operation.
  @ParameterizedTest
  @EnumSource(Level.class)
  void placesAreKept(Level level) throws NoText {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    for (SampleFunctions sample : SampleFunctions.values()) {
      KernelSequence function = sample.sequence();
      Set<String> generic =
          places(MlirPrinter.generic(level.module(function), MlirPrinter.Places.SHOWN));
      assertTrue(generic.size() >= function.steps().size(), generic::toString);
      assertEquals(generic, places(level.text(function)));
    }
  }

  private static Set<String> places(String text) {
    try (Workplace place = Workplace.open()) {
      place.write("in.mlir", text);
      List<String> arguments =
          List.of(
              "in.mlir", "--mlir-print-debuginfo", "--mlir-print-local-scope", "-o", "out.mlir");
      ToolRun.of(Tool.MLIR_OPT, arguments, place.folder(), Duration.ofMinutes(1))
          .orFault("mlir-opt");
      Set<String> found = new TreeSet<>();
      LOCATION.matcher(place.read("out.mlir")).results().forEach(m -> found.add(m.group()));
      return found;
    }
  }
}
