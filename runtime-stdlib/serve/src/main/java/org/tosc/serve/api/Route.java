package org.tosc.serve.api;

import org.jspecify.annotations.Nullable;

/// What can be asked.
enum Route {
  //     path                  POST   needs a token
  PAGE("/", false, false),
  HEALTH("/health", false, false),
  METRICS("/metrics", false, true),
  MODELS("/v1/models", false, true),
  INFER("/infer", true, true),
  COMPLETIONS("/v1/completions", true, true),
  CHAT("/v1/chat/completions", true, true);

  final String path;
  final boolean isPost;
  final boolean needsToken;

  Route(String path, boolean isPost, boolean needsToken) {
    this.path = path;
    this.isPost = isPost;
    this.needsToken = needsToken;
  }

  static @Nullable Route find(String path) {
    for (Route route : values()) {
      if (route.path.equals(path)) {
        return route;
      }
    }
    return null;
  }

  boolean takes(String method) {
    return isPost ? method.equals("POST") : method.equals("GET") || method.equals("HEAD");
  }
}
