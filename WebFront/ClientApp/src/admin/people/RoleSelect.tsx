import { Field, Select } from '../../shared/ui';
import { roleMeaning, roles, type Role } from '../shell/roles';

export function RoleSelect({ role, onRole }: { role: Role; onRole: (role: Role) => void }) {
  return (
    <Field label="Role" hint={roleMeaning[role]}>
      <Select name="role" value={role} onChange={(event) => onRole(roles.find((one) => one === event.target.value) ?? role)}>
        {roles.map((one) => <option key={one} value={one}>{one}</option>)}
      </Select>
    </Field>
  );
}
