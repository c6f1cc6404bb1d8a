func.func private @g(f64) -> f64
func.func @f(%a: f32) {
  %0 = call @g(%a) : (f32) -> f32
  return
}
