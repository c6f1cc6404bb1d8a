module {
  %c = "test.value"() : () -> f32
  func.func @f() -> f32 {
    return %c : f32
  }
}
