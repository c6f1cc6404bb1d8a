package org.tosc.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.interp.InterpEngine;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.lower.Lowering;
import org.tosc.frontend.pseudocode.parse.Parsed;
import org.tosc.frontend.pseudocode.parse.PseudocodeParser;
import org.tosc.frontend.pseudocode.resolve.Conversation;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Text;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A conversation in Pseudocode.
///
/// Each entry is compiled with the names that the entries before it left, and only its own
/// statements run, over the same globals. An entry that ends with an error leaves every variable as
/// it was; objects that it changed stay changed.
final class PseudocodeTalk implements Repl.Talk {
  /// Faults that more lines may cure: an open string, comment, block or bracket.
  private static final Set<Code> OPEN =
      Set.of(Code.E0004, Code.E0005, Code.E0007, Code.E0103, Code.E0106, Code.E0107, Code.E0130);

  /// Headers that lack what follows them, unless their block comes in further lines.
  private static final Set<Code> HEADERS = Set.of(Code.E0111, Code.E0112, Code.E0113);

  private final Session session;
  private final SourceStore store;
  private final Map<String, @Nullable Object> globals = new HashMap<>();
  private final Map<String, Source> sources = new HashMap<>();
  private Conversation conversation = Conversation.start();

  PseudocodeTalk(Session session, SourceStore store) {
    this.session = session;
    this.store = store;
    globals.put(Lowering.SHOW, FunctionValue.of("show", "value", this::show));
  }

  private @Nullable Object show(@Nullable Object[] values) {
    Object value = values[0];
    if (value != null) {
      session.out().line(value instanceof Text ? Show.quoted(value) : Show.text(value));
    }
    return null;
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    conversation.known().forEach(known -> names.add(known.name()));
    for (Builtin row : Builtins.all()) {
      names.add(row.name());
    }
    return names;
  }

  /// Something in it is open, or it is a block that an indented line could still belong to. An
  /// empty line ends such a block.
  @Override
  public boolean wantsMore(String entry) {
    Parsed parsed = PseudocodeParser.parse(new Source(Repl.NAME, entry));
    List<Diagnostic> errors = parsed.diagnostics().stream().filter(Diagnostic::isError).toList();
    boolean isEmptyLine = entry.endsWith("\n\n") || entry.isBlank();
    return !isEmptyLine
        && (errors.isEmpty()
            ? endsInIndentedBlock(entry, parsed)
            : errors.stream().allMatch(e -> mayBeCured(e, entry)));
  }

  private static boolean mayBeCured(Diagnostic error, String entry) {
    return OPEN.contains(error.code())
        || (HEADERS.contains(error.code()) && !lastLine(entry).startsWith("end"));
  }

  private static String lastLine(String entry) {
    String text = entry.stripTrailing();
    return text.substring(text.lastIndexOf('\n') + 1);
  }

  private static boolean endsInIndentedBlock(String entry, Parsed parsed) {
    if (parsed.file().statements().isEmpty()) {
      return false;
    }
    Stmt last = parsed.file().statements().getLast();
    String end = lastLine(entry);
    boolean indented = end.startsWith(" ") || end.startsWith("\t");
    return indented && !entry.endsWith("\n\n") && last.span().text().contains("\n");
  }

  @Override
  public List<Diagnostic> run(Source source, Source shown) throws Exception {
    Compiler.CompiledEntry compiled = Compiler.entry(source, conversation, store);
    Lowering.Entry entry = compiled.entry();
    List<Diagnostic> found = new ArrayList<>(compiled.diagnostics());
    if (entry == null) {
      return found;
    }
    sources.putAll(UncaughtError.sources(entry.module()));
    sources.put(shown.name(), shown);
    Map<String, @Nullable Object> before = new HashMap<>(globals);
    boolean done = false;
    try {
      session.run(() -> InterpEngine.load(entry.module(), globals).call(Module.MAIN));
      conversation = entry.next();
      done = true;
    } catch (GuestError error) {
      found.add(UncaughtError.diagnostic(error, shown, sources));
    } finally {
      if (!done) {
        globals.clear();
        globals.putAll(before);
      }
      session.out().flush();
    }
    return found;
  }
}
