package org.tosc.cli.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// No `default` in a switch over a sealed type or an enum of ours, and no such switch that leaves
/// cases out: a new case must break the build where it is not handled. The compiler itself says
/// what a switch is over, and sees to it that most name every case; statements over enums it lets
/// pass.
class SwitchesTest {
  /// Any syntax at all: who looks for a few kinds of it need not name the others.
  private static final Set<String> ANYTHING = Set.of("Node");

  /// Files that still hold such switches. The list only shrinks.
  private static final Set<String> NOT_YET =
      Set.of(
          "backends/jvm/src/main/java/org/tosc/backends/jvm/code/Scalars.java",
          "tir/src/main/java/org/tosc/tir/interp/Activation.java",
          "tir/src/main/java/org/tosc/tir/interp/ScalarMeaning.java",
          "tir/src/main/java/org/tosc/tir/verify/FunctionCheck.java");

  @Test
  void switchesOverOurTypesNameEveryCase() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = new ArrayList<>();
      Tree.mainSources().stream()
          .filter(file -> !file.endsWith("module-info.java") && !file.startsWith("bench"))
          .forEach(file -> sources.add(Tree.ROOT.resolve(file)));
      sources.addAll(generated());
      List<String> found = lazySwitches(files.getJavaFileObjectsFromPaths(sources));
      found.removeIf(line -> NOT_YET.contains(line.substring(0, line.indexOf(':'))));
      assertEquals(List.of(), found);
    }
  }

  @Test
  void aDefaultIsFound() throws IOException {
    String planted =
        """
        package org.tosc.planted;
        final class Planted {
          sealed interface Shape permits Dot, Box {}
          record Dot() implements Shape {}
          record Box(int side) implements Shape {}
          enum Tone { LOW, HIGH }
          static int area(Shape s) { return switch (s) { case Box(int a) -> a * a; default -> 0; }; }
          static int hertz(Tone t) { switch (t) { case LOW: return 50; default: return 5000; } }
          static int fine(Object o) { return switch (o) { case Dot d -> 1; default -> 0; }; }
          static int full(Tone t) { return switch (t) { case LOW -> 1; case HIGH -> 2; }; }
          static int some(Tone t) { switch (t) { case LOW: return 1; } return 2; }
          static void both(Tone t) { switch (t) { case LOW, HIGH -> {} } }
        }
        """;
    var source =
        new SimpleJavaFileObject(URI.create("mem:///Planted.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return planted;
          }
        };
    assertEquals(
        List.of("/Planted.java:7 Shape", "/Planted.java:8 Tone", "/Planted.java:11 Tone"),
        lazySwitches(List.of(source)));
  }

  private static List<Path> generated() throws IOException {
    Path folder = Tree.ROOT.resolve("grammar/target/generated-sources/antlr4");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<String> lazySwitches(Iterable<? extends JavaFileObject> sources)
      throws IOException {
    List<String> options =
        List.of(
            "-proc:none", "-Xlint:none", "--add-modules", "jdk.incubator.vector", "-implicit:none");
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(Writer.nullWriter(), null, d -> {}, options, null, sources);
    List<CompilationUnitTree> units = new ArrayList<>();
    task.parse().forEach(units::add);
    task.analyze();
    var scanner = new DefaultFinder(Trees.instance(task));
    units.forEach(unit -> scanner.scan(unit, null));
    return scanner.found;
  }

  private static final class DefaultFinder extends TreePathScanner<Void, Void> {
    private final Trees trees;
    private final List<String> found = new ArrayList<>();

    DefaultFinder(Trees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void unused) {
      inspect(tree, tree.getExpression(), tree.getCases());
      return super.visitSwitch(tree, null);
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree tree, Void unused) {
      inspect(tree, tree.getExpression(), tree.getCases());
      return super.visitSwitchExpression(tree, null);
    }

    private void inspect(
        com.sun.source.tree.Tree at, ExpressionTree selector, List<? extends CaseTree> cases) {
      TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), selector));
      if (type instanceof DeclaredType declared
          && isOurs(declared.asElement())
          && (cases.stream().anyMatch(DefaultFinder::hasDefault)
              || leavesOut(declared.asElement(), cases))) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long start = trees.getSourcePositions().getStartPosition(unit, at);
        String file = unit.getSourceFile().toUri().getPath();
        String shown =
            file.startsWith(Tree.ROOT + "/")
                ? Tree.ROOT.relativize(Path.of(file)).toString()
                : file;
        found.add(
            shown
                + ":"
                + unit.getLineMap().getLineNumber(start)
                + " "
                + declared.asElement().getSimpleName());
      }
    }

    /// Whether a switch over an enum lacks some of its constants.
    private static boolean leavesOut(Element type, List<? extends CaseTree> cases) {
      if (type.getKind() != ElementKind.ENUM) {
        return false;
      }
      Set<String> constants = new HashSet<>();
      for (Element member : type.getEnclosedElements()) {
        if (member.getKind() == ElementKind.ENUM_CONSTANT) {
          constants.add(member.getSimpleName().toString());
        }
      }
      for (CaseTree branch : cases) {
        for (CaseLabelTree label : branch.getLabels()) {
          if (label instanceof ConstantCaseLabelTree constant) {
            String name = constant.getConstantExpression().toString();
            constants.remove(name.substring(name.lastIndexOf('.') + 1));
          }
        }
      }
      return !constants.isEmpty();
    }

    private static boolean hasDefault(CaseTree branch) {
      return branch.getLabels().stream().anyMatch(label -> label instanceof DefaultCaseLabelTree);
    }

    private static boolean isOurs(Element type) {
      return type.asType().toString().startsWith("org.tosc.")
          && !ANYTHING.contains(type.getSimpleName().toString())
          && (type.getKind() == ElementKind.ENUM || type.getModifiers().contains(Modifier.SEALED));
    }
  }
}
