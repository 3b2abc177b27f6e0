import { Circle, type LucideIcon, Scale, Shield, Star, TrendingUp } from 'lucide-react'

/** A shape for each role, so that no role is shown by colour alone. */
const shapes: Readonly<Record<string, LucideIcon>> = {
  'north-star': Star,
  driver: TrendingUp,
  guardrail: Shield,
  counter: Scale,
}

export function RoleShape({ role }: { readonly role: string }) {
  const Shape = shapes[role] ?? Circle
  return <Shape aria-hidden="true" className="board-role-shape" data-role={role} />
}
