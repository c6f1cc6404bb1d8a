package org.tosc.driver;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Source;

/// Where imported files come from. The driver opens none itself.
@FunctionalInterface
public interface SourceStore {
  /// The file that an import names, or null where there is none.
  ///
  /// @param path what stands in the import statement, such as `./p.pseudo` or `maths`
  /// @param quoted whether it is a path in quotes, or the name of a module
  /// @param importer the importing file
  @Nullable Source find(String path, boolean quoted, Source importer);

  /// A store without files.
  SourceStore NONE = (path, quoted, importer) -> null;
}
