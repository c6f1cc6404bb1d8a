package org.tosc.frontend.pseudocode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.SourceFile;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.lower.Lowering;
import org.tosc.frontend.pseudocode.resolve.Conversation;
import org.tosc.frontend.pseudocode.resolve.Resolution;
import org.tosc.frontend.pseudocode.resolve.Resolver;
import org.tosc.frontend.pseudocode.types.Program;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Diagnostic;

/// Checks a parsed program and lowers it. Pure: all files have been read and parsed before.
public final class PseudocodeFrontend {
  /// One file: its key, the name that users know it by, its syntax, and the keys of the files that
  /// its import statements name (absent where a file could not be read).
  ///
  /// @param foreign the declarations that stand for functions of another language; none but those
  ///   of [ForeignUnit]
  /// @param withheld what a file of another language declares and does not offer, with the reasons
  public record File(
      String key,
      String name,
      SourceFile syntax,
      Map<Node, String> imports,
      Map<Stmt.FunctionDecl, ForeignFunction> foreign,
      Map<String, String> withheld) {

    /// A file of this language.
    public File(String key, String name, SourceFile syntax, Map<Node, String> imports) {
      this(key, name, syntax, imports, Map.of(), Map.of());
    }
  }

  /// What came out: diagnostics in the order of the source, and the analysed program.
  public record Checked(Program program, List<Diagnostic> diagnostics) {
    public boolean hasErrors() {
      return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /// The module of a program without errors.
    public Module lower() {
      return Lowering.lower(program);
    }
  }

  private PseudocodeFrontend() {}

  /// As [#check(List, Set, Conversation, List)], of a whole program in this language alone.
  public static Checked check(List<File> files, Set<String> builtins) {
    return check(files, builtins, null, List.of());
  }

  /// Checks the files of a program, imported ones before their importers, the program itself last.
  /// `builtins` are the names that the run-time library defines. Where there is a conversation, the
  /// last file is an entry of it. `called` are functions that code of another language calls.
  public static Checked check(
      List<File> files,
      Set<String> builtins,
      @Nullable Conversation conversation,
      List<Stmt.FunctionDecl> called) {
    List<Diagnostic> found = new ArrayList<>();
    Resolution resolution = new Resolution(conversation);
    Map<String, Resolution.Unit> units = new HashMap<>();
    for (File file : files) {
      Map<Node, Resolution.Unit> imports = new HashMap<>();
      file.imports().forEach((statement, key) -> put(imports, statement, units.get(key)));
      Resolver resolver = new Resolver(resolution, builtins, found::add);
      if (conversation != null && file == files.getLast()) {
        resolver.inConversation();
      }
      resolution.foreign(file.foreign());
      units.put(
          file.key(),
          resolver.file(file.key(), file.name(), file.syntax(), imports, file.withheld()));
    }
    Program program = new Program(resolution, found::add);
    called.forEach(program::callFromElsewhere);
    program.analyse();
    found.sort(
        Comparator.comparing((Diagnostic d) -> d.span().source().name())
            .thenComparingInt(d -> d.span().start()));
    return new Checked(program, List.copyOf(found));
  }

  private static void put(
      Map<Node, Resolution.Unit> imports, Node statement, Resolution.@Nullable Unit unit) {
    if (unit != null) {
      imports.put(statement, unit);
    }
  }
}
