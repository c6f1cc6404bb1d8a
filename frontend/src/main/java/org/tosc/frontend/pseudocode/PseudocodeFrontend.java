package org.tosc.frontend.pseudocode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.SourceFile;
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
  public record File(String key, String name, SourceFile syntax, Map<Node, String> imports) {}

  /// What came out: diagnostics in the order of the source, and the analysed program.
  public record Checked(Program program, List<Diagnostic> diagnostics) {
    public boolean hasErrors() {
      return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /// The module of a program without errors.
    public Module lower() {
      return Lowering.lower(program);
    }

    /// The module of an entry of a conversation, and what the next entry knows.
    public Lowering.Entry lowerEntry() {
      return Lowering.entry(program);
    }
  }

  private PseudocodeFrontend() {}

  /// As [#check(List, Set, Conversation)], of a whole program.
  public static Checked check(List<File> files, Set<String> builtins) {
    return check(files, builtins, null);
  }

  /// Checks the files of a program, imported ones before their importers, the program itself last.
  /// `builtins` are the names that the run-time library defines. Where there is a conversation, the
  /// last file is an entry of it.
  public static Checked check(
      List<File> files, Set<String> builtins, @Nullable Conversation conversation) {
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
      units.put(file.key(), resolver.file(file.key(), file.name(), file.syntax(), imports));
    }
    Program program = new Program(resolution, found::add);
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
