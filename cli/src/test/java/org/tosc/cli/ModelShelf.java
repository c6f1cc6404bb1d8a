package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A registry in a folder, a user's store and projects, for tests of commands.
///
/// @param folder of all of them
record ModelShelf(Path folder) {
  static final String WEIGHTS = "tiny.gguf";
  static final String TOKENS = "tokenizer.json";

  Path registry() {
    return folder.resolve("registry");
  }

  /// A version of the package `tiny`: a language model, and a file beside it.
  Path publish(String version) throws IOException {
    Path files = Files.createDirectories(registry().resolve("tiny").resolve(version));
    TinyModelFile.write(files.resolve(WEIGHTS));
    Files.writeString(files.resolve(TOKENS), "{}");
    index();
    return files;
  }

  /// A version that is a folder of Hugging Face.
  ///
  /// @param areShards whether its weights lie in two files
  Path publishFolder(String version, boolean areShards) throws IOException {
    Path files = Files.createDirectories(registry().resolve("tiny").resolve(version));
    if (areShards) {
      TinyFolder.writeShards(files);
    } else {
      TinyFolder.write(files);
    }
    index();
    return files;
  }

  /// Lists what is there, weights first.
  void index() throws IOException {
    List<String> packages = new ArrayList<>();
    try (var versions = Files.list(registry().resolve("tiny"))) {
      for (Path each : versions.sorted().toList()) {
        packages.add(
            "{\"name\": \"tiny\", \"version\": \"%s\", \"files\": [%s]}"
                .formatted(each.getFileName(), files(each)));
      }
    }
    Files.writeString(
        registry().resolve("index.json"),
        "{\"schema\": \"tosc.registry/1\", \"packages\": [" + String.join(", ", packages) + "]}");
  }

  private static String files(Path version) throws IOException {
    List<String> listed = new ArrayList<>();
    try (var files = Files.list(version)) {
      Comparator<Path> weightsFirst =
          Comparator.comparing(file -> file.toString().endsWith("json"));
      for (Path each : files.sorted(weightsFirst.thenComparing(file -> file)).toList()) {
        listed.add(listed(each));
      }
    }
    return String.join(", ", listed);
  }

  private static String listed(Path file) throws IOException {
    return "{\"name\": \"%s\", \"bytes\": %d, \"sha256\": \"%s\"}"
        .formatted(file.getFileName(), Files.size(file), digest(file));
  }

  static String digest(Path file) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /// A project of the user, in a folder of its own.
  Project project(String name) throws IOException {
    return new Project(
        Files.createDirectories(folder.resolve(name)),
        Map.of(
            "TOSC_HOME",
            folder.resolve("home").toString(),
            "TOSC_REGISTRY",
            registry().toString()));
  }

  static Terminal pkg(Project project, String... arguments) {
    return Terminal.type("", new PkgCommand(project), "pkg", arguments);
  }
}
