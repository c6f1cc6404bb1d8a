package org.tosc.driver;

import java.util.List;
import java.util.Set;
import org.tosc.rt.session.Session;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A conversation in one language, run by the interpreter entry by entry.
///
/// Each entry is compiled with the names that the entries before it left, and only its own
/// statements run.
///
/// Entries are numbered by lines, as if they stood below each other in one file, so that an error
/// in a function of an earlier entry is shown where the function was typed.
public final class Repl {
  static final String NAME = "<input>";

  private final Talk talk;
  private final StringBuilder transcript = new StringBuilder();

  private Repl(Talk talk) {
    this.talk = talk;
  }

  /// Before the first entry; TIR has no entries.
  public static Repl of(Compiler.Language language, Session session, SourceStore store) {
    return switch (language) {
      case PSEUDOCODE -> new Repl(new PseudocodeTalk(session, store));
      case NEURO -> new Repl(new NeuroTalk(session, store));
      case TIR -> throw new IllegalArgumentException("TIR has no conversations");
    };
  }

  /// What a language does with entries.
  sealed interface Talk permits PseudocodeTalk, NeuroTalk {
    Set<String> names();

    boolean wantsMore(String entry);

    /// Runs a source; errors that its run ends with are shown in `shown`.
    List<Diagnostic> run(Source source, Source shown) throws Exception;
  }

  /// The names that an entry may use: those of earlier entries and of the language.
  public Set<String> names() {
    return talk.names();
  }

  /// Whether an entry goes on in the next line.
  public boolean wantsMore(String entry) {
    return talk.wantsMore(entry);
  }

  /// Runs an entry; gives what there is to say about it.
  public List<Diagnostic> run(String entry) throws Exception {
    int line = (int) transcript.chars().filter(c -> c == '\n').count();
    transcript.append(entry).append(entry.endsWith("\n") ? "" : "\n");
    return talk.run(
        new Source(NAME, "\n".repeat(line) + entry), new Source(NAME, transcript.toString()));
  }

  /// Runs a file as an entry.
  public List<Diagnostic> load(Source file) throws Exception {
    return talk.run(file, file);
  }
}
