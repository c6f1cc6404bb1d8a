package org.tosc.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler.Language;
import org.tosc.frontend.link.ProgramFile;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.check.NeuroChecker;
import org.tosc.frontend.neuro.parse.NeuroParser;
import org.tosc.frontend.neuro.parse.Parsed;
import org.tosc.frontend.pseudocode.PseudocodeFrontend;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.parse.PseudocodeParser;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Parses a program and the files that it imports, of either language, imported files first.
final class ProgramReader {
  private static final String NEURO_ENDING = ".neuro";

  private final SourceStore store;
  private final List<Diagnostic> found = new ArrayList<>();
  private final Map<String, ProgramFile> files = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();

  private ProgramReader(SourceStore store) {
    this.store = store;
  }

  static ProgramReader read(Source source, Language language, SourceStore store) {
    ProgramReader reader = new ProgramReader(store);
    reader.read(source, "main", language);
    return reader;
  }

  /// An entry of a conversation in Neuro-Lang, after the files that it imports.
  static ProgramReader entry(Source source, SourceStore store) {
    ProgramReader reader = new ProgramReader(store);
    reader.open.add(source.name());
    ProgramFile file = reader.neuro(source, NeuroParser.parseEntry(source), "main");
    reader.files.put(source.name(), file);
    return reader;
  }

  /// What is wrong with the form of the files and with their imports.
  List<Diagnostic> diagnostics() {
    return found;
  }

  List<ProgramFile> files() {
    return List.copyOf(files.values());
  }

  /// The files where all are Pseudocode.
  List<PseudocodeFrontend.File> pseudocode() {
    List<PseudocodeFrontend.File> all = new ArrayList<>();
    for (ProgramFile file : files.values()) {
      if (file instanceof ProgramFile.OfPseudocode(var own)) {
        all.add(own);
      }
    }
    return all;
  }

  /// The files where all are Neuro-Lang.
  List<NeuroChecker.File> neuro() {
    List<NeuroChecker.File> all = new ArrayList<>();
    for (ProgramFile file : files.values()) {
      if (file instanceof ProgramFile.OfNeuro(var own, _)) {
        all.add(own);
      }
    }
    return all;
  }

  private void read(Source source, String name, Language language) {
    open.add(source.name());
    ProgramFile file =
        switch (language) {
          case PSEUDOCODE -> pseudocode(source, name);
          case NEURO -> neuro(source, NeuroParser.parse(source), name);
          case TIR -> throw new IllegalArgumentException("a file of TIR imports nothing");
        };
    open.removeLast();
    files.put(source.name(), file);
  }

  private ProgramFile pseudocode(Source source, String name) {
    var parsed = PseudocodeParser.parse(source);
    found.addAll(parsed.diagnostics());
    Map<Node, String> imports = new HashMap<>();
    for (Stmt statement : parsed.file().statements()) {
      if (statement instanceof Stmt.Importing i) {
        String key = imported(i.path(), i.quoted(), i.pathSpan(), source);
        if (key != null) {
          imports.put(statement, key);
        }
      }
    }
    return new ProgramFile.OfPseudocode(
        new PseudocodeFrontend.File(source.name(), name, parsed.file(), imports));
  }

  private ProgramFile neuro(Source source, Parsed parsed, String name) {
    int before = found.size();
    found.addAll(parsed.diagnostics());
    Map<Item, String> imports = new LinkedHashMap<>();
    for (Item item : parsed.file().items()) {
      if (!(item instanceof Item.Import i) || isLibrary(i)) {
        continue;
      }
      String key = imported(i.path(), i.quoted(), i.pathSpan(), source);
      if (key != null) {
        imports.put(item, key);
      }
    }
    boolean isSound = found.subList(before, found.size()).stream().noneMatch(Diagnostic::isError);
    return new ProgramFile.OfNeuro(
        new NeuroChecker.File(source.name(), name, parsed.file(), imports), isSound);
  }

  private static boolean isLibrary(Item.Import item) {
    return !item.quoted() && NeuroChecker.isLibrary(item.path());
  }

  /// Reads an imported file unless that is done; gives its key, or null where there is none.
  private @Nullable String imported(String path, boolean quoted, Span span, Source importer) {
    Source source = store.find(path, quoted, importer);
    if (source == null) {
      found.add(Diagnostic.of(Code.E0601, span, "there is no file for the import `" + path + "`"));
      return null;
    }
    if (open.contains(source.name())) {
      List<String> cycle = new ArrayList<>(open.subList(open.indexOf(source.name()), open.size()));
      cycle.add(source.name());
      found.add(
          Diagnostic.of(Code.E0604, span, "files import each other: " + String.join(" → ", cycle)));
      return null;
    }
    if (!files.containsKey(source.name())) {
      boolean isNeuro = source.name().endsWith(NEURO_ENDING);
      read(source, stem(source.name()), isNeuro ? Language.NEURO : Language.PSEUDOCODE);
    }
    return source.name();
  }

  private static String stem(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
