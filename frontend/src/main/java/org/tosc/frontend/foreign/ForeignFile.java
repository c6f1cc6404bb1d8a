package org.tosc.frontend.foreign;

import java.util.List;
import java.util.Map;
import org.tosc.tir.source.Source;

/// What a file offers to files of the other language.
///
/// @param key the file, as the importers' imports name it
/// @param name the name that users know it by
/// @param withheld the names that it declares and does not offer, each with the reason: a clause
///   that begins in lower case
public record ForeignFile(
    String key,
    String name,
    Source source,
    List<ForeignFunction> functions,
    Map<String, String> withheld) {
  public ForeignFile {
    functions = List.copyOf(functions);
    withheld = Map.copyOf(withheld);
  }
}
