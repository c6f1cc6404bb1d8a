package org.tosc.models.chat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who speaks.
public enum Role {
  /// Who says how the model should behave.
  SYSTEM,
  /// Who asks.
  USER,
  /// The model.
  ASSISTANT;

  /// The name in requests and templates.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of a name, or null.
  public static @Nullable Role of(String text) {
    for (Role role : values()) {
      if (role.text().equals(text)) {
        return role;
      }
    }
    return null;
  }
}
