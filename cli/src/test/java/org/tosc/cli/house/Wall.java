package org.tosc.cli.house;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One row per module: where it lives and what it may use. This is the table of design.md section
/// 2.
///
/// An arrow allows what its target allows: `backends/jvm` may use `tir` because `passes` does.
enum Wall {
  GRAMMAR("grammar", "org.antlr", List.of()),
  TIR("tir", "", List.of()),
  FRONTEND("frontend", "", List.of(GRAMMAR, TIR)),
  PASSES("passes", "", List.of(TIR)),
  RT("runtime-stdlib/rt", "", List.of()),
  MODELS("runtime-stdlib/models", "com.fasterxml.jackson.core", List.of(TIR, RT)),
  SERVE("runtime-stdlib/serve", "com.fasterxml.jackson.core", List.of(RT, MODELS)),
  BACKENDS_API("backends/api", "", List.of(TIR)),
  BACKENDS_JVM("backends/jvm", "org.objectweb.asm", List.of(BACKENDS_API, PASSES, RT)),
  BACKENDS_X86("backends/x86", "", List.of(BACKENDS_API, PASSES, RT)),
  BACKENDS_SNITCH("backends/snitch", "", List.of(BACKENDS_API, PASSES, RT)),
  BACKENDS_MLIR("backends/mlir", "", List.of(BACKENDS_API, PASSES, RT)),
  /// TTIR is a dialect of MLIR: its text is printed as MLIR is.
  BACKENDS_TRITON("backends/triton", "", List.of(BACKENDS_API, PASSES, RT, BACKENDS_MLIR)),
  BACKENDS_MACHINES("backends/machines", "", List.of(TIR, BACKENDS_API)),
  DRIVER(
      "driver",
      "",
      List.of(
          FRONTEND,
          PASSES,
          RT,
          MODELS,
          SERVE,
          BACKENDS_API,
          BACKENDS_JVM,
          BACKENDS_X86,
          BACKENDS_SNITCH,
          BACKENDS_MLIR,
          BACKENDS_TRITON,
          BACKENDS_MACHINES)),
  CLI("cli", "picocli,org.jline", List.of(DRIVER)),
  BENCH("bench", "", List.of(DRIVER));

  /// Packages that every module may use.
  private static final List<String> EVERYWHERE =
      List.of("java", "javax", "jdk", "com.sun.management", "org.jspecify");

  final String folder;
  private final String library;
  private final List<Wall> arrows;

  Wall(String folder, String library, List<Wall> arrows) {
    this.folder = folder;
    this.library = library;
    this.arrows = arrows;
  }

  /// `tir` for `org.tosc.tir`, `backends.jvm` for `org.tosc.backends.jvm`, `rt` for `org.tosc.rt`.
  String packageTail() {
    return folder.replace("runtime-stdlib/", "").replace('/', '.');
  }

  String javaModule() {
    return "org.tosc." + packageTail();
  }

  String artifact() {
    return "tosc-" + packageTail().replace('.', '-');
  }

  /// What it may use directly.
  List<Wall> arrows() {
    return arrows;
  }

  /// The packages of its own libraries.
  List<String> libraries() {
    return Stream.of(library.split(",", -1)).filter(name -> !name.isEmpty()).toList();
  }

  Set<Wall> mayUse() {
    Set<Wall> reached = new LinkedHashSet<>(List.of(this));
    arrows.forEach(arrow -> reached.addAll(arrow.mayUse()));
    return reached;
  }

  boolean mayUseLibrary(String packageName) {
    Stream<String> own = mayUse().stream().flatMap(wall -> wall.libraries().stream());
    return Stream.concat(EVERYWHERE.stream(), own).anyMatch(p -> isWithin(packageName, p));
  }

  static boolean isWithin(String packageName, String root) {
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }
}
