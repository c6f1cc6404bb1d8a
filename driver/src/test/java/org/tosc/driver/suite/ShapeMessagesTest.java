package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tosc.driver.Compiler;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Wherever sizes do not fit, the message names both shapes and the axis, and a label shows where a
/// size comes from. The programs are those of `docs/language`.
final class ShapeMessagesTest {
  private static final Set<Code> SIZES =
      EnumSet.of(Code.E0401, Code.E0405, Code.E0406, Code.E0407, Code.E0408);

  private static final Pattern SHAPE = Pattern.compile("\\[[^\\]]*\\]");
  private static final Pattern AXIS = Pattern.compile("\\baxis \\d");

  /// `the size 3 comes from here`, `shape [3], dtype f32, where the sizes 3 and 4 come from`.
  private static final Pattern ORIGIN = Pattern.compile("the sizes? .* comes? from( here)?$");

  /// Mistakes that one tensor can have alone: there is no second shape.
  private static final Set<String> ALONE =
      Set.of(
          "`inv` needs square",
          "`rope` turns pairs",
          "`pool` has a window",
          "`conv2d` has a window",
          "`attention` cannot split",
          "`quantize` to");

  @Test
  void sizesThatDoNotFitAreShownInFull() {
    List<String> wrong = new ArrayList<>();
    List<Diagnostic> found = mistakes();
    for (Diagnostic mistake : found) {
      String complaint = complaint(mistake);
      if (!complaint.isEmpty()) {
        wrong.add(mistake.code() + " " + mistake.message() + ": " + complaint);
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(found.size() >= 40, () -> "only " + found.size() + " mistakes in shapes");
  }

  @Test
  void eachPartIsMissed() {
    Source source = new Source("x", "a @ b");
    Diagnostic good =
        Diagnostic.of(Code.E0401, source.span(0, 5), "shapes [2, 3] and [4]: axis 1 and axis 0")
            .label(source.span(0, 1), "the size 3 comes from here");
    assertEquals("", complaint(good));
    assertEquals("no origin", complaint(Diagnostic.of(Code.E0401, good.span(), good.message())));
    assertEquals(
        "no axis", complaint(Diagnostic.of(Code.E0401, good.span(), "shapes [2, 3] and [4]")));
    assertEquals("1 shape", complaint(Diagnostic.of(Code.E0401, good.span(), "axis 1 of [2, 3]")));
  }

  private static List<Diagnostic> mistakes() {
    List<Diagnostic> found = new ArrayList<>();
    for (DocProgram program : Pages.inFolder(Pages.root().resolve("docs/language"))) {
      if (program.isRefused()) {
        Compiler.Compilation compiled =
            Trial.compile(Claim.MAIN, program.source(), program.files());
        compiled.diagnostics().stream().filter(d -> SIZES.contains(d.code())).forEach(found::add);
      }
    }
    return found;
  }

  /// What a message lacks; empty if nothing.
  private static String complaint(Diagnostic mistake) {
    long shapes = SHAPE.matcher(mistake.message()).results().count();
    boolean alone = ALONE.stream().anyMatch(mistake.message()::startsWith);
    if (shapes < (alone ? 1 : 2)) {
      return shapes + " shape";
    }
    if (!AXIS.matcher(mistake.message()).find()) {
      return "no axis";
    }
    return mistake.labels().stream().anyMatch(l -> ORIGIN.matcher(l.text()).find())
        ? ""
        : "no origin";
  }
}
