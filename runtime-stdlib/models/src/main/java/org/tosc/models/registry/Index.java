package org.tosc.models.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.json.JsonReader;

/// What a registry has: its `index.json`.
///
/// ```json
/// {"schema": "tosc.registry/1", "packages": [{
///   "name": "tiny", "version": "1.0.0", "description": "A small model",
///   "files": [{"name": "tiny.gguf", "bytes": 1234, "sha256": "ab…"}]}]}
/// ```
public record Index(List<ModelPackage> packages) {
  static final String FILE = "index.json";
  private static final String SCHEMA = "tosc.registry/1";

  public Index {
    packages = List.copyOf(packages);
  }

  /// Reads one.
  ///
  /// @param name what messages call it
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where it is none
  static Index read(String name, byte[] bytes) {
    JsonNode root;
    try (JsonReader json = new JsonReader(name, bytes)) {
      json.next();
      root = json.node();
      json.requireEnd();
    }
    if (!root.text("schema").equals(SCHEMA)) {
      throw root.require("schema").fault("expected `" + SCHEMA + "`");
    }
    List<ModelPackage> packages = new ArrayList<>();
    root.require("packages").items().forEach(node -> packages.add(modelPackage(node)));
    return new Index(packages);
  }

  private static ModelPackage modelPackage(JsonNode node) {
    List<ModelPackage.File> files = new ArrayList<>();
    node.require("files").items().forEach(file -> files.add(file(file)));
    if (files.isEmpty()) {
      throw node.require("files").fault("expected a file at least");
    }
    return new ModelPackage(
        name(node.require("name")),
        name(node.require("version")),
        node.text("description", ""),
        files);
  }

  private static String name(JsonNode node) {
    String text = node.text();
    if (!ModelPackage.isName(text)) {
      throw node.fault("a name has lower-case letters, digits, `.`, `_` and `-`, at most 100");
    }
    return text;
  }

  private static ModelPackage.File file(JsonNode node) {
    String name = node.text("name");
    if (!ModelPackage.isFileName(name)) {
      throw node.require("name").fault("the name of a file has letters, digits, `.`, `_` and `-`");
    }
    String digest = node.text("sha256").toLowerCase(Locale.ROOT);
    if (!ModelPackage.isDigest(digest)) {
      throw node.require("sha256").fault("a SHA-256 has 64 hexadecimal digits");
    }
    double bytes = node.require("bytes").number();
    if (bytes < 0 || bytes > 0x1p53 || bytes != Math.rint(bytes)) {
      throw node.require("bytes").fault("expected a size");
    }
    return new ModelPackage.File(name, (long) bytes, digest);
  }

  /// Packages whose name or description has a text, in any case of letters.
  public List<ModelPackage> search(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return packages.stream()
        .filter(
            p ->
                p.name().contains(lower)
                    || p.description().toLowerCase(Locale.ROOT).contains(lower))
        .toList();
  }

  /// A package of a name, in a version or the latest; null where there is none.
  public @Nullable ModelPackage find(String name, @Nullable String version) {
    return packages.stream()
        .filter(p -> p.name().equals(name) && (version == null || p.version().equals(version)))
        .max(Comparator.comparing(ModelPackage::version, Versions::compare))
        .orElse(null);
  }
}
