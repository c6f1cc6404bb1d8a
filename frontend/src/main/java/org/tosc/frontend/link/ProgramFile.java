package org.tosc.frontend.link;

import java.util.Map;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.check.NeuroChecker;
import org.tosc.frontend.pseudocode.PseudocodeFrontend;

/// A parsed file of a program: its key, and the keys of the files that its imports name.
public sealed interface ProgramFile {
  String key();

  record OfPseudocode(PseudocodeFrontend.File file) implements ProgramFile {
    @Override
    public String key() {
      return file.key();
    }
  }

  /// A file of Neuro-Lang.
  ///
  /// @param isSound whether it was parsed without errors
  record OfNeuro(NeuroChecker.File file, boolean isSound) implements ProgramFile {
    @Override
    public String key() {
      return file.key();
    }

    Map<Item, String> imports() {
      return file.imports();
    }
  }
}
