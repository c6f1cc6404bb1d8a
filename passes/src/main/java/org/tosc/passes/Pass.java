package org.tosc.passes;

import java.util.List;
import java.util.function.Supplier;
import org.tosc.passes.rewrite.Topic;
import org.tosc.tir.ir.Module;

/// One row of the table of passes ([Passes]): a name, what it does in one line, and a pure function
/// from module to module.
///
/// @param needs what a module must have for the pass to do anything
/// @param use whether every program gets it, or only those that ask
/// @param rules the tables of rewrites it applies, if that is how it works; asked for when needed,
///   because making them takes longer than most small programs are compiled
/// @param body the pass; gives the same module where it changes nothing
public record Pass(
    String name, String doc, Needs needs, Use use, Supplier<List<Topic>> rules, Body body) {

  /// What a pass needs to be worth running; a module without it comes back as it is.
  public enum Needs {
    NOTHING("any function"),
    STATIC_SHAPES("tensors whose extents are numbers");

    private final String words;

    Needs(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// When a pass runs.
  public enum Use {
    ALWAYS("in every compilation"),
    ASKED("where a target or `--stop-after` asks for it");

    private final String words;

    Use(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// What a pass does.
  @FunctionalInterface
  public interface Body {
    Module run(Module module, Work work);
  }

  /// A pass for all programs.
  public static Pass of(String name, String doc, Body body) {
    return new Pass(name, doc, Needs.NOTHING, Use.ALWAYS, List::of, body);
  }

  /// This pass, which looks only at tensors of known shape.
  public Pass onStaticShapes() {
    return new Pass(name, doc, Needs.STATIC_SHAPES, use, rules, body);
  }

  /// This pass, for programs that ask for it.
  public Pass whenAsked() {
    return new Pass(name, doc, needs, Use.ASKED, rules, body);
  }

  /// This pass with its tables of rewrites.
  public Pass by(Supplier<List<Topic>> topics) {
    return new Pass(name, doc, needs, use, topics, body);
  }
}
