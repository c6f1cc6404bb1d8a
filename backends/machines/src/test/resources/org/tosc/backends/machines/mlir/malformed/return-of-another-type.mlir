func.func @f(%a: f32) -> i32 {
  return %a : f32
}
