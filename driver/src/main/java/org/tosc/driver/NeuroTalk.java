package org.tosc.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.interp.InterpEngine;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.check.Conversation;
import org.tosc.frontend.neuro.check.NeuroChecker;
import org.tosc.frontend.neuro.lower.NeuroLowering;
import org.tosc.frontend.neuro.parse.NeuroParser;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// A conversation in Neuro-Lang.
///
/// An entry takes the values of the variables before it and gives those after it. One that ends
/// with an error gives nothing, so every variable is as it was, but for elements that it wrote.
final class NeuroTalk implements Repl.Talk {
  /// Faults that more lines may cure wherever they are: an open text, comment or bracket.
  private static final Set<Code> OPEN = Set.of(Code.E0004, Code.E0007, Code.E0130);

  private final Session session;
  private final SourceStore store;
  private final NeuroLowering.Conversation lowering = new NeuroLowering.Conversation();
  private final Map<String, Source> sources = new HashMap<>();
  private Conversation conversation = Conversation.start();
  private List<@Nullable Object> values = List.of();

  NeuroTalk(Session session, SourceStore store) {
    this.session = session;
    this.store = store;
  }

  @Override
  public Set<String> names() {
    return conversation.names();
  }

  /// Something is open, or its end is not the end of a statement. There an empty line ends the
  /// entry, inside of brackets two do.
  @Override
  public boolean wantsMore(String entry) {
    List<Diagnostic> errors =
        NeuroParser.parseEntry(new Source(Repl.NAME, entry)).diagnostics().stream()
            .filter(Diagnostic::isError)
            .toList();
    int end = entry.stripTrailing().length();
    boolean isOpen = errors.stream().anyMatch(e -> OPEN.contains(e.code()));
    boolean isAtEnd = errors.stream().anyMatch(e -> e.span().start() >= end);
    boolean isCurable = errors.stream().allMatch(e -> mayBeCured(e, end));
    String given = entry.endsWith("\n") ? entry : entry + "\n";
    return isCurable
        && ((isOpen && !given.endsWith("\n\n\n")) || (isAtEnd && !given.endsWith("\n\n")));
  }

  /// An attribute lacks what follows it, where the text ends.
  private static boolean mayBeCured(Diagnostic error, int end) {
    return OPEN.contains(error.code()) || error.code() == Code.E1117 || error.span().start() >= end;
  }

  @Override
  public List<Diagnostic> run(Source source, Source shown) throws Exception {
    List<Diagnostic> found = new ArrayList<>();
    Conversation.Entry entry = checked(source, found);
    if (entry == null) {
      return found;
    }
    TFunction function = entry.function();
    if (function == null) {
      conversation = entry.next();
      return found;
    }
    Module module = Compiler.verified(lowering.entry(function));
    sources.putAll(UncaughtError.sources(module));
    sources.put(shown.name(), shown);
    try {
      Object result = session.run(() -> InterpEngine.entry(module, values));
      values = result instanceof Object[] all ? Arrays.asList(all) : List.of();
      conversation = entry.next();
    } catch (GuestError error) {
      found.add(UncaughtError.diagnostic(error, shown, sources));
    } finally {
      session.out().flush();
    }
    return found;
  }

  /// The entry, if nothing is wrong with it.
  private Conversation.@Nullable Entry checked(Source source, List<Diagnostic> found) {
    try {
      ProgramReader reader = ProgramReader.entry(source, store);
      NeuroChecker.File own = reader.neuro().getLast();
      if (!reader.pseudocode().isEmpty()) {
        found.add(foreign(own));
        return null;
      }
      Conversation.Entry entry = conversation.check(reader.neuro());
      found.addAll(Consequences.leaveOut(reader.diagnostics(), entry.diagnostics()));
      return Compiler.hasErrors(found) ? null : entry;
    } catch (StackOverflowError tooDeep) {
      found.add(Compiler.tooDeep(source));
      return null;
    }
  }

  /// Values of one engine's conversation do not reach the globals of the other language yet.
  private static Diagnostic foreign(NeuroChecker.File entry) {
    Span span =
        entry.syntax().items().stream()
            .filter(i -> entry.imports().containsKey(i))
            .map(Item::span)
            .findFirst()
            .orElseThrow();
    return Diagnostic.of(
            Code.E0601, span, "a conversation in Neuro-Lang cannot import Pseudocode yet")
        .note("a program can, and a conversation in Pseudocode can import Neuro-Lang");
  }
}
