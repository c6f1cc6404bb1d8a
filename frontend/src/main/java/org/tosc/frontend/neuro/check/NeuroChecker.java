package org.tosc.frontend.neuro.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tosc.frontend.foreign.ForeignFile;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.ast.SourceFile;
import org.tosc.frontend.neuro.own.Ownership;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.tir.source.Diagnostic;

/// Checks all files of a program together, imported files before those that import them. `foreign`
/// are the imported files of Pseudocode.
public final class NeuroChecker {
  /// One file: its key, the name that other files know it by, its syntax, and the keys of the files
  /// that its imports name (absent where a file could not be read).
  public record File(String key, String name, SourceFile syntax, Map<Item, String> imports) {}

  private NeuroChecker() {}

  /// The functions of the program with their bodies. What is wrong goes to `report`; with errors
  /// some bodies have gaps.
  public static List<TFunction> check(
      List<File> files, List<ForeignFile> foreign, Consumer<Diagnostic> report) {
    Program program = new Program(report);
    foreign.forEach(file -> program.files().put(file.key(), ForeignNames.of(file)));
    for (File file : files) {
      collect(program, file, file.key(), new HashMap<>());
    }
    List<TFunction> functions = program.functions();
    bodies(program, functions);
    rules(program, functions);
    return functions;
  }

  /// Enters the items of a file next to the names that it knows already.
  static Symbol.FileNames collect(
      Program program, File file, String key, Map<String, Symbol> known) {
    Symbol.FileNames names = new Symbol.FileNames(key, file.name(), known);
    program.files().put(key, names);
    new Collector(program, file.syntax(), names, imports(program, file)).run();
    return names;
  }

  static void bodies(Program program, List<TFunction> functions) {
    RecursiveTypes.check(program);
    functions.stream().filter(TFunction::isKernel).forEach(program::ensureChecked);
    functions.forEach(program::ensureChecked);
  }

  /// What is looked at in programs without other errors.
  static void rules(Program program, List<TFunction> functions) {
    if (!program.hasErrors()) {
      functions.stream().filter(TFunction::isKernel).forEach(f -> KernelRules.check(program, f));
      StaticExtents.check(program, functions);
      functions.forEach(f -> Ownership.check(f, program::report));
    }
  }

  /// Whether an import names a module of the standard library, for which there is no file.
  public static boolean isLibrary(String path) {
    return LibraryNames.isModule(path);
  }

  static Map<Item, Symbol.FileNames> imports(Program program, File file) {
    Map<Item, Symbol.FileNames> imports = new HashMap<>();
    file.imports()
        .forEach(
            (item, key) -> {
              Symbol.FileNames names = program.files().get(key);
              if (names != null) {
                imports.put(item, names);
              }
            });
    return imports;
  }
}
